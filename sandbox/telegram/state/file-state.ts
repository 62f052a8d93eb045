/** A file the bot knows: uploaded by it or received in a message. */
export interface FileState {
  fileId: string;
  uniqueId: string;
  kind: string;
  size: number;
  path: string;
  name?: string | undefined;
  mimeType?: string | undefined;
  /** Bytes of an upload; files of actors have none unless given, and are served as a placeholder. */
  base64?: string | undefined;
}

/** A 1x1 GIF stands in for files whose bytes nobody gave. */
const PLACEHOLDER = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

export function bytesOf(file: FileState): Buffer {
  return file.base64 === undefined ? PLACEHOLDER : Buffer.from(file.base64, 'base64');
}
