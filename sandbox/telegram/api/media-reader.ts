import type { FileState } from '../state/file-state.js';
import type { JsonObject } from '../state/json-object.js';
import type { MediaFactory } from '../state/media-factory.js';
import type { MediaKind } from '../state/message-state.js';
import type { World } from '../state/world.js';
import { ApiError } from './api-error.js';
import type { FormattedTextReader } from './formatted-text.js';
import type { Params, UploadedFile } from './params.js';

const MEGABYTE = 1024 * 1024;
/** Bot API, "Sending files": 10 MB for photos, 50 MB for the rest. */
const LARGEST_UPLOAD = 50 * MEGABYTE;
const LARGEST_PHOTO = 10 * MEGABYTE;

/** Reads files of a call: upload, attach://, HTTP URL or file_id. Bot API: InputFile, "Sending files". */
export class MediaReader {
  constructor(
    private readonly world: World,
    private readonly media: MediaFactory,
    private readonly texts: FormattedTextReader,
  ) {}

  /** Media field and caption of a send* method; the field has the name of its kind. */
  read(kind: MediaKind, params: Params, field: string = kind): JsonObject {
    const file = this.file(kind, params, field);
    const spoiler = params.flag('has_spoiler') ? { has_media_spoiler: true } : {};
    const caption = kind === 'sticker' || kind === 'video_note' ? {} : this.texts.caption(params);
    return { ...this.media.content(kind, file), ...spoiler, ...caption };
  }

  private file(kind: MediaKind, params: Params, field: string): FileState {
    const upload = params.files.get(field);
    if (upload !== undefined) return this.upload(kind, upload);
    const value = params.text(field) ?? '';
    if (value === '') throw ApiError.badRequest(`there is no ${kind.replace('_', ' ')} in the request`);
    if (value.startsWith('attach://')) {
      const attached = params.files.get(value.slice('attach://'.length));
      if (attached === undefined) throw ApiError.badRequest('wrong file identifier/HTTP URL specified');
      return this.upload(kind, attached);
    }
    // Nothing is downloaded: an address stands for a small file.
    if (/^https?:\/\/[^\s/]+/.test(value)) return this.media.create(kind, { name: value.split('/').at(-1) });
    return this.known(kind, value);
  }

  private known(kind: MediaKind, fileId: string): FileState {
    const file = this.world.files.get(fileId.replace(/-\d+$/, ''));
    if (file === undefined) throw ApiError.badRequest('wrong file identifier/HTTP URL specified');
    if (file.kind !== kind) {
      throw ApiError.badRequest(`can't use file of type ${typeName(file.kind)} as ${typeName(kind)}`);
    }
    return file;
  }

  private upload(kind: MediaKind, { name, mimeType, bytes }: UploadedFile): FileState {
    if (bytes.length === 0) throw ApiError.badRequest('file must be non-empty');
    const largest = kind === 'photo' ? LARGEST_PHOTO : LARGEST_UPLOAD;
    if (bytes.length > largest) throw new ApiError(413, 'Request Entity Too Large');
    return this.media.create(kind, { name, mimeType, bytes });
  }
}

function typeName(kind: string): string {
  return kind
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
