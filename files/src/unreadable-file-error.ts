export type FileFormat = 'FIT' | 'TCX' | 'GPX' | 'gzip' | 'zip' | 'CSV' | 'file';

/**
 * A file that holds no activity this reader can vouch for. `reason` says what is wrong in words for
 * the athlete; the only error that `files` throws about content.
 */
export class UnreadableFileError extends Error {
  readonly format: FileFormat;
  readonly reason: string;

  constructor(format: FileFormat, reason: string) {
    super(format === 'file' ? reason : `${format}: ${reason}`);
    this.name = 'UnreadableFileError';
    this.format = format;
    this.reason = reason;
  }
}
