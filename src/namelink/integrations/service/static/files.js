// Files that are uploaded: texts are read here, in the page; documents by the service that the page came from.

import { postFile } from "./requests.js";

const MOST = 20 << 20; // bytes that a page can hold in a field

/** A file that cannot be read as text; key says why, in the page's words. */
export class FileError extends Error {
  constructor(key, ...values) {
    super(key);
    Object.assign(this, { key, values });
  }
}

/** Return the text of a file in UTF-8, in UTF-16, or else in the Windows encoding of Arabic. */
export async function readText(file) {
  const bytes = await bytesOf(file);
  const text = isDocument(bytes) ? null : decoded(bytes);
  if (text === null) throw new FileError("fileNotText", file.name);
  return text.replace(/\r\n?/g, "\n");
}

/** Return the text of a file, or that of a Word or PDF document as the service reads it. */
export async function readTextOrDocument(file) {
  const bytes = await bytesOf(file);
  return isDocument(bytes) ? (await postFile("text", "/document", bytes)).text : readText(file);
}

async function bytesOf(file) {
  if (file.size > MOST) throw new FileError("fileTooLarge", file.name);
  return new Uint8Array(await file.arrayBuffer());
}

const DOCUMENTS = ["%PDF", "PK\u0003\u0004", "\u00d0\u00cf\u0011\u00e0"]; // what they begin with

const isDocument = (bytes) => DOCUMENTS.includes(String.fromCharCode(...bytes.subarray(0, 4)));

const NO_TEXT = /[\0-\u0008\u000e-\u001f\p{Cn}\p{Co}]/u; // what no text holds, and other files do

/** Return the text of the first encoding that fits, or null where none does. */
function decoded(bytes) {
  for (const encoding of encodings(bytes)) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!NO_TEXT.test(text)) return text;
    } catch {
      continue;
    }
  }
  return null;
}

function encodings(bytes) {
  const zeros = (from) => bytes.some((byte, at) => byte === 0 && at % 2 === from); // a space or a full stop has one
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || zeros(1)) return ["utf-16le"];
  if ((bytes[0] === 0xfe && bytes[1] === 0xff) || zeros(0)) return ["utf-16be"];
  return ["utf-8", "windows-1256"];
}

/** Return the rows of a table in CSV or TSV, whichever its first line looks like. */
export function readTable(text) {
  const [first] = text.split("\n", 1);
  const separator = ["\t", ";", ","].find((each) => first.includes(each)) ?? ",";
  const rows = [[""]];
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    const row = rows.at(-1);
    if (inside && letter === '"' && text[at + 1] === '"') row[row.length - 1] += text[++at];
    else if (letter === '"' && (inside || row.at(-1) === "")) inside = !inside;
    else if (!inside && letter === separator) row.push("");
    else if (!inside && letter === "\n") rows.push([""]);
    else row[row.length - 1] += letter;
  }
  return rows.filter((row) => row.some((cell) => cell.trim()));
}

/** Have a field take a file, chosen with an input or dropped on it. */
export function takeFiles(input, field, take) {
  input.addEventListener("change", () => {
    if (input.files.length) take(input.files[0]);
    input.value = ""; // so that the same file can be chosen again
  });
  field.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  field.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
}
