import type { MapValue, Timestamp } from './value.ts';

/** A document as a message carries it; times are absent in writes and in placeholders. */
export class Document {
  readonly name: string;
  readonly fields: MapValue;
  readonly createTime: Timestamp | undefined;
  readonly updateTime: Timestamp | undefined;
  /** The protobuf form, kept because one stored document is sent to many readers. */
  encoded: Uint8Array | undefined;

  constructor(name: string, fields: MapValue, createTime?: Timestamp, updateTime?: Timestamp) {
    this.name = name;
    this.fields = fields;
    this.createTime = createTime;
    this.updateTime = updateTime;
    this.encoded = undefined;
  }
}

/** A document of the store, which always has its times. */
export interface StoredDocument extends Document {
  readonly createTime: Timestamp;
  readonly updateTime: Timestamp;
}

export const storedDocument = (
  name: string,
  fields: MapValue,
  createTime: Timestamp,
  updateTime: Timestamp,
): StoredDocument => new Document(name, fields, createTime, updateTime) as StoredDocument;
