import type { UploadedFile } from '../api/params.js';

interface MultipartForm {
  fields: Record<string, string>;
  files: Map<string, UploadedFile>;
}

const HEADERS_END = Buffer.from('\r\n\r\n');

/** multipart/form-data as HTTP clients of bots send it (RFC 7578), tolerant about preamble and final line break. */
export function parseMultipart(body: Buffer, contentType: string): MultipartForm {
  const match = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const boundary = Buffer.from(`--${match?.[1] ?? match?.[2] ?? ''}`);
  const form: MultipartForm = { fields: {}, files: new Map() };
  let start = body.indexOf(boundary);
  while (start >= 0) {
    const next = body.indexOf(boundary, start + boundary.length);
    if (next < 0) break;
    // Between the line break after one boundary and the one before the next.
    readPart(body.subarray(start + boundary.length + 2, next - 2), form);
    start = next;
  }
  return form;
}

function readPart(part: Buffer, form: MultipartForm): void {
  const split = part.indexOf(HEADERS_END);
  if (split < 0) return;
  const headers = part.subarray(0, split).toString();
  const content = part.subarray(split + HEADERS_END.length);
  const name = /\bname="([^"]*)"/i.exec(headers)?.[1];
  if (name === undefined) return;
  const fileName = /\bfilename="([^"]*)"/i.exec(headers)?.[1];
  if (fileName === undefined) {
    form.fields[name] = content.toString();
    return;
  }
  const mimeType = /content-type:\s*([^\r\n;]+)/i.exec(headers)?.[1]?.trim() ?? 'application/octet-stream';
  form.files.set(name, { name: fileName, mimeType, bytes: Buffer.from(content) });
}
