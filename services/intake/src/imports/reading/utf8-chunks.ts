/** So many bytes show UTF-16, with a byte order mark or without: each letter of the header has a zero byte in it. */
const BYTES_OF_BEGIN = 4;

/** Text as it arrives, in UTF-8: what begins as UTF-16 is read as such, anything else is left as it is. */
export async function* utf8Chunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let begin = new Uint8Array();
  let decoder: TextDecoder | null | undefined;
  for await (const chunk of chunks) {
    let bytes = chunk;
    if (decoder === undefined) {
      begin = Buffer.concat([begin, chunk]);
      if (begin.length < BYTES_OF_BEGIN) continue;
      bytes = begin;
      decoder = utf16Of(begin);
    }
    yield decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes;
  }
  if (decoder === undefined) yield begin;
  else if (decoder) yield Buffer.from(decoder.decode());
}

function utf16Of([first, second, third, fourth]: Uint8Array): TextDecoder | null {
  if ((first === 0xff && second === 0xfe) || (second === 0 && fourth === 0)) return new TextDecoder('utf-16le');
  if ((first === 0xfe && second === 0xff) || (first === 0 && third === 0)) return new TextDecoder('utf-16be');
  return null;
}
