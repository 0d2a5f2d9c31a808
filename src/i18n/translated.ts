/** The same keys as an English catalogue, with other words: a missing or surplus one does not compile. */
export type Translated<Catalogue> = {
  readonly [K in keyof Catalogue]: Catalogue[K] extends string ? string : Translated<Catalogue[K]>;
};
