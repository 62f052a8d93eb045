import type { IncomingMessage } from 'node:http';
import { ApiError } from '../api/api-error.js';
import { Params } from '../api/params.js';
import { isJsonObject } from '../state/json-object.js';
import { parseMultipart } from './parse-multipart.js';

/** Bot API: uploads up to 50 MB, plus the form around them. */
const LARGEST_BODY = 51 * 1024 * 1024;

/** Reads parameters of a call: query string, JSON, urlencoded or multipart. Bot API: "Making requests". */
export class RequestReader {
  async params(request: IncomingMessage, url: URL): Promise<Params> {
    const query = Object.fromEntries(url.searchParams);
    const body = await this.body(request);
    const type = request.headers['content-type'] ?? '';
    if (body.length === 0) return new Params(query);
    if (type.includes('multipart/form-data')) {
      const form = parseMultipart(body, type);
      return new Params({ ...query, ...form.fields }, form.files);
    }
    if (type.includes('application/x-www-form-urlencoded')) {
      return new Params({ ...query, ...Object.fromEntries(new URLSearchParams(body.toString())) });
    }
    return new Params({ ...query, ...this.object(body) });
  }

  async json(request: IncomingMessage): Promise<unknown> {
    const body = await this.body(request);
    return body.length === 0 ? {} : (JSON.parse(body.toString()) as unknown);
  }

  private async body(request: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_BODY) throw new ApiError(413, 'Request Entity Too Large');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  private object(body: Buffer): Record<string, unknown> {
    try {
      const value = JSON.parse(body.toString()) as unknown;
      if (isJsonObject(value)) return value;
    } catch {
      // Falls through to the server's answer for both cases.
    }
    throw ApiError.badRequest("can't parse request: object expected");
  }
}
