import type { PageFiles } from '#node/page/page-files.ts';
import { pageHeaders } from '#node/page/page-headers.ts';
import { isOwnUrl, pageScheme } from './own-origin.ts';

/** To be registered before the app is ready: without these the scheme has no origin and no module scripts. */
export const schemePrivileges = {
  scheme: pageScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
} as const;

/** Answers a request of the page's own scheme with the page's files, under the headers of both hosts. */
export async function answerPageRequest(files: PageFiles, request: Request): Promise<Response> {
  const headers = pageHeaders([]); // the page talks to the engine through a port, and to nothing else
  const refuse = (status: number) => new Response(null, { status, headers });
  if (!isOwnUrl(request.url)) return refuse(403);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const file = await files.read(new URL(request.url).pathname);
  if (file === null) return refuse(404);
  const body = request.method === 'HEAD' ? null : file.body;
  return new Response(body, { status: 200, headers: { ...headers, ...file.headers } });
}
