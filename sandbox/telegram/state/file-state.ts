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
