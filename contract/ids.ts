import { z } from 'zod';
import { branded } from './schema.ts';

/** Nori's own id of a datacenter: stable over renames, `[a-z0-9-]`, chosen when the profile is first saved. */
export const datacenterIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .brand('DatacenterId');
export type DatacenterId = z.infer<typeof datacenterIdSchema>;

/**
 * The value of `X-VDC-ACCOUNT-UUID`. dcmgr accepts anything after `a-`; Nori refuses what an HTTP header can't
 * carry and what is certainly a slip of the keyboard (blanks, an empty rest).
 */
export const accountIdSchema = z
  .string()
  .regex(/^a-[!-~]{1,253}$/)
  .brand('AccountId');
export type AccountId = z.infer<typeof accountIdSchema>;

export const instanceIdSchema = branded('InstanceId');
export type InstanceId = z.infer<typeof instanceIdSchema>;
export const imageIdSchema = branded('ImageId');
export type ImageId = z.infer<typeof imageIdSchema>;
export const instanceSpecIdSchema = branded('InstanceSpecId');
export type InstanceSpecId = z.infer<typeof instanceSpecIdSchema>;
export const hostNodeIdSchema = branded('HostNodeId');
export type HostNodeId = z.infer<typeof hostNodeIdSchema>;
export const storageNodeIdSchema = branded('StorageNodeId');
export type StorageNodeId = z.infer<typeof storageNodeIdSchema>;
export const volumeIdSchema = branded('VolumeId');
export type VolumeId = z.infer<typeof volumeIdSchema>;
export const volumeSnapshotIdSchema = branded('VolumeSnapshotId');
export type VolumeSnapshotId = z.infer<typeof volumeSnapshotIdSchema>;
export const securityGroupIdSchema = branded('SecurityGroupId');
export type SecurityGroupId = z.infer<typeof securityGroupIdSchema>;
export const sshKeyPairIdSchema = branded('SshKeyPairId');
export type SshKeyPairId = z.infer<typeof sshKeyPairIdSchema>;
export const networkIdSchema = branded('NetworkId');
export type NetworkId = z.infer<typeof networkIdSchema>;
export const nicIdSchema = branded('NicId');
export type NicId = z.infer<typeof nicIdSchema>;

/** `DATACENTER/ID`: names one record of one kind over all datacenters. */
export const recordKeySchema = branded('RecordKey');
export type RecordKey = z.infer<typeof recordKeySchema>;

/** A resource id of any kind, as dcmgr sent it. */
export type ResourceId = string;

export const recordKey = (datacenterId: DatacenterId, id: ResourceId): RecordKey =>
  `${datacenterId}/${id}` as RecordKey; // the one place that composes a key

/** Takes a key apart again; datacenter ids hold no slash, so the first one divides. */
export function splitRecordKey(key: RecordKey): { datacenterId: DatacenterId; id: ResourceId } {
  const slash = key.indexOf('/');
  return { datacenterId: key.slice(0, slash) as DatacenterId, id: key.slice(slash + 1) }; // inverse of recordKey
}
