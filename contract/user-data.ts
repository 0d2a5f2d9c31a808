/**
 * Most user data of an instance, in bytes of UTF-8: what the database column behind dcmgr holds. It takes more
 * without a word, and cuts it off.
 */
export const mostUserDataBytes = 65_535;

const encoder = new TextEncoder();
/** What a text weighs in UTF-8, in bytes. */
export const bytesOf = (text: string): number => encoder.encode(text).length;
