/** An id and what it is called, as the values of a text field: people search for either. */
export const withName = (id: string | null, name: string | null): readonly string[] => {
  if (id === null) return [];
  return name === null ? [id] : [id, name];
};
