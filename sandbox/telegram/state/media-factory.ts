import type { FileState } from './file-state.js';
import type { JsonObject } from './json-object.js';
import { compact } from './json-object.js';
import type { MediaKind } from './message-state.js';
import type { World } from './world.js';

export interface MediaSource {
  name?: string | undefined;
  mimeType?: string | undefined;
  size?: number | undefined;
  bytes?: Buffer | undefined;
}

const FORMATS: Record<MediaKind, { extension: string; mimeType: string; folder: string }> = {
  photo: { extension: 'jpg', mimeType: 'image/jpeg', folder: 'photos' },
  video: { extension: 'mp4', mimeType: 'video/mp4', folder: 'videos' },
  animation: { extension: 'mp4', mimeType: 'video/mp4', folder: 'animations' },
  audio: { extension: 'mp3', mimeType: 'audio/mpeg', folder: 'music' },
  document: { extension: 'pdf', mimeType: 'application/pdf', folder: 'documents' },
  voice: { extension: 'oga', mimeType: 'audio/ogg', folder: 'voice' },
  video_note: { extension: 'mp4', mimeType: 'video/mp4', folder: 'video_notes' },
  sticker: { extension: 'webp', mimeType: 'image/webp', folder: 'stickers' },
};
const UNTYPED = 'application/octet-stream';
const PHOTO_WIDTHS = [90, 320, 1280];

/** Creates files and the media fields of messages that show them. */
export class MediaFactory {
  constructor(private readonly world: World) {}

  create(kind: MediaKind, source: MediaSource = {}): FileState {
    const number = this.world.next('file');
    const format = FORMATS[kind];
    const fileId = `BQACAgIAAx${kind.toUpperCase().replace('_', '')}${String(number).padStart(8, '0')}`;
    const file: FileState = {
      fileId,
      uniqueId: `AQAD${String(number).padStart(8, '0')}`,
      kind,
      size: source.bytes?.length ?? source.size ?? 12_345,
      path: `${format.folder}/file_${number}.${extensionOf(source.name) ?? format.extension}`,
      name: source.name,
      // Clients send bytes without a type; what they are is known from the method, except for documents.
      mimeType:
        source.mimeType === undefined || (source.mimeType === UNTYPED && kind !== 'document')
          ? format.mimeType
          : source.mimeType,
      base64: source.bytes?.toString('base64'),
    };
    this.world.files.set(fileId, file);
    return file;
  }

  /** The field or fields that a message of this kind carries. */
  content(kind: MediaKind, file: FileState): JsonObject {
    if (kind === 'photo') return { photo: PHOTO_WIDTHS.map((width) => this.photoSize(file, width)) };
    const media = compact({
      file_id: file.fileId,
      file_unique_id: file.uniqueId,
      file_size: file.size,
      mime_type: kind === 'sticker' || kind === 'video_note' ? undefined : file.mimeType,
      ...extras(kind, file),
    });
    // Bot API: an animation also fills document, for old clients.
    return kind === 'animation' ? { animation: media, document: media } : { [kind]: media };
  }

  private photoSize(file: FileState, width: number): JsonObject {
    const largest = PHOTO_WIDTHS.at(-1);
    const id = width === largest ? file.fileId : `${file.fileId}-${width}`;
    if (!this.world.files.has(id)) this.world.files.set(id, { ...file, fileId: id });
    return {
      file_id: id,
      file_unique_id: `${file.uniqueId}-${width}`,
      file_size: width === largest ? file.size : Math.ceil(file.size / 4),
      width,
      height: Math.round((width * 3) / 4),
    };
  }
}

function extensionOf(name: string | undefined): string | undefined {
  return /\.([a-z0-9]{1,8})$/i.exec(name ?? '')?.[1]?.toLowerCase();
}

function extras(kind: MediaKind, file: FileState): JsonObject {
  switch (kind) {
    case 'video':
    case 'animation':
      return { width: 640, height: 360, duration: 5, file_name: file.name };
    case 'audio':
      return { duration: 120, title: 'Track', performer: 'Artist', file_name: file.name };
    case 'voice':
      return { duration: 4 };
    case 'video_note':
      return { length: 240, duration: 4 };
    case 'sticker':
      return { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false, emoji: '🙂' };
    case 'document':
      return { file_name: file.name ?? 'file.pdf' };
    case 'photo':
      return {};
  }
}
