import type { MediaKind } from '../../state/message-state.js';
import type { JsonObject } from '../../state/json-object.js';
import { isJsonObject } from '../../state/json-object.js';
import type { ApiContext, ApiHandlers } from '../api-context.js';
import { ApiError } from '../api-error.js';
import { Params } from '../params.js';

/** Bot API: InputMedia types that an album may hold. */
const ALBUM_KINDS = ['photo', 'video', 'audio', 'document'] as const;
type AlbumKind = (typeof ALBUM_KINDS)[number];
const LONGEST_ALBUM = 10;

/** Bot API: send* methods for files, and sendMediaGroup. */
export class MediaMethods {
  readonly handlers: ApiHandlers = {
    sendPhoto: (params) => this.send('photo', params),
    sendVideo: (params) => this.send('video', params),
    sendAnimation: (params) => this.send('animation', params),
    sendAudio: (params) => this.send('audio', params),
    sendDocument: (params) => this.send('document', params),
    sendVoice: (params) => this.send('voice', params),
    sendVideoNote: (params) => this.send('video_note', params),
    sendSticker: (params) => this.send('sticker', params),
    sendMediaGroup: (params) => this.sendAlbum(params),
  };

  constructor(private readonly context: ApiContext) {}

  private send(kind: MediaKind, params: Params): JsonObject {
    const { outgoing, files, renderer } = this.context;
    const place = outgoing.place(params, kind);
    return renderer.message(outgoing.send(params, kind, files.read(kind, params), place));
  }

  private sendAlbum(params: Params): JsonObject[] {
    const { outgoing, files, renderer, world } = this.context;
    const items = params.objects('media') ?? [];
    if (items.length === 0) throw ApiError.badRequest('there are no messages to send');
    if (items.length > LONGEST_ALBUM) throw ApiError.badRequest('too many messages to send as an album');
    const place = outgoing.place(params, 'photo');
    checkMixture(items);
    // Everything is read before anything is written: a bad part refuses the whole album.
    const parts = items.map((item) => {
      const kind = albumKind(item);
      return { kind, content: files.read(kind, new Params(item, params.files), 'media') };
    });
    const mediaGroupId = String(world.next('mediaGroup', 13_000_000_001));
    return parts.map(({ kind, content }) =>
      renderer.message(outgoing.write(params, place, { kind, content, mediaGroupId })),
    );
  }
}

function albumKind(item: JsonObject): AlbumKind {
  const kind = ALBUM_KINDS.find((candidate) => candidate === item['type']);
  if (kind === undefined || !isJsonObject(item)) {
    throw ApiError.badRequest("can't parse InputMedia: type must be one of photo, video, audio, document");
  }
  return kind;
}

/** Bot API: documents and audio files go only with their own kind. */
function checkMixture(items: JsonObject[]): void {
  const kinds = new Set(items.map(albumKind));
  if (kinds.size < 2) return;
  if (kinds.has('document')) throw ApiError.badRequest("document can't be mixed with other media types");
  if (kinds.has('audio')) throw ApiError.badRequest("audio can't be mixed with other media types");
}
