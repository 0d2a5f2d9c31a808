/**
 * How the desktop's page gets its port to the engine: it posts `portWanted` to its own window, the preload passes
 * that on to the main process under the same name, and the port comes back the same way as `portGranted`.
 */
export const portWanted = 'nori:port-wanted';
export const portGranted = 'nori:port-granted';
