import { expect, it } from 'vitest';
import { SweptPlaces } from './swept-places.ts';

it('keeps no more places than there are', () => {
  const places = new SweptPlaces();
  places.append(['i-a', 'i-b']);

  places.keep(5);

  expect(places.orderWith('unread').places).toEqual(['i-a', 'i-b']);
});
