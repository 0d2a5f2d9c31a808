/** Each error of the catalogue that this dialect raises: code and HTTP status by class name. */
const CATALOGUE = {
  UnknownUUIDResource: ['100', 404],
  InvalidRequestCredentials: ['103', 400],
  DisabledAccount: ['104', 403],
  OperationNotPermitted: ['105', 403],
  StorageNodeNotPermitted: ['107', 403],
  OutOfDiskSpace: ['109', 400],
  UndefinedVolumeID: ['111', 400],
  UnknownHostNode: ['114', 404],
  UnknownVolumeSnapshot: ['117', 404],
  UndefinedRequiredParameter: ['118', 400],
  InvalidVolumeSize: ['119', 400],
  OutOfHostCapacity: ['120', 400],
  UnknownSshKeyPair: ['121', 404],
  DetachVolumeFailure: ['123', 400],
  AttachVolumeFailure: ['124', 400],
  InvalidInstanceState: ['125', 400],
  DuplicateHostname: ['126', 400],
  InvalidImageID: ['137', 400],
  InvalidInstanceSpec: ['138', 400],
  UndefinedInstanceID: ['139', 404],
  InvalidVolumeState: ['140', 400],
  InvalidHostNodeID: ['141', 400],
} as const satisfies Record<string, readonly [string, number]>;

export type ApiErrorName = keyof typeof CATALOGUE;

/** An error that dcmgr answers as a JSON object. Without a detail the class name is repeated. */
export class ApiError extends Error {
  readonly status: number;
  readonly document: { readonly error: string; readonly message: string; readonly code: string };

  constructor(name: ApiErrorName, detail?: string) {
    const className = `Dcmgr::Endpoints::${name}`;
    super(detail ?? className);
    const [code, status] = CATALOGUE[name];
    this.status = status;
    this.document = { error: className, message: this.message, code };
  }
}

/** What dcmgr did not foresee: a bare HTML 500. */
export class InternalError extends Error {}

/** No such route. */
export class NoRoute extends Error {}

/** Parameters that already the web framework chokes on: 500 with nothing at all. */
export class BrokenParameters extends Error {}
