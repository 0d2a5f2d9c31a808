import type { Connectivity } from '#core/ports/connectivity.ts';

/** A machine whose network a test plugs in and out. */
export class FakeConnectivity implements Connectivity {
  isUp = true;

  canReach(_host: string): boolean {
    return this.isUp;
  }
}
