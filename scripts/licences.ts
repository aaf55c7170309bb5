/**
 * The licences of everything we ship, as one text. Comments are stripped from the bundles (a
 * megabyte of repeated notices in the worker alone), so this file is where they are.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What package-lock.json says about one installed package. */
interface LockEntry {
  version?: string;
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
}

/** One package's licence. */
interface Licence {
  /** `name version`. */
  title: string;
  /** SPDX expression as the package gives it. */
  kind: string;
  /** Its licence files, or who made it where it brings none. */
  text: string;
}

const LINE = `\n${'='.repeat(80)}\n`;

/**
 * Licence texts of all production dependencies, direct and indirect; equal texts stand once.
 * @param root folder of package-lock.json and node_modules.
 * @throws Error when a dependency is not installed or names no licence.
 */
export async function licenceTexts(root: string): Promise<string> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>;
  };
  const shipped = Object.entries(lock.packages).filter(
    ([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && !entry.optional,
  );
  const licences = await Promise.all(shipped.map(([path]) => readLicence(root, path)));
  const byText = new Map<string, Licence[]>();
  for (const licence of licences) {
    byText.set(licence.text, [...(byText.get(licence.text) ?? []), licence]);
  }
  const sections = [...byText].map(([text, users]) => {
    const titles = [...new Set(users.map(({ title, kind }) => `${title} (${kind})`))];
    return `${titles.join('\n')}\n\n${text}\n`;
  });
  return [HEAD, ...sections, await standardTexts(licences)].join(LINE);
}

const HEAD = `Atelier contains the packages below, under their own licences. Where a package brings
no licence file, its author and the kind of licence are given; the texts stand at the end.
`;

/** The parts of a package.json that we read. */
interface PackageFile {
  name: string;
  version: string;
  license?: string | { type: string };
  author?: string | { name: string };
  main?: string;
}

async function readLicence(root: string, path: string): Promise<Licence> {
  const folder = join(root, path);
  const about = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as PackageFile;
  const kind = typeof about.license === 'object' ? about.license.type : about.license;
  if (!kind) throw new Error(`${path}: package.json names no licence`);
  const names = (await readdir(folder)).filter((name) =>
    /^(licen[cs]e|copying|notice)/i.test(name),
  );
  const texts = await Promise.all(names.sort().map((name) => readFile(join(folder, name), 'utf8')));
  const text = texts.map((found) => found.replaceAll('\r\n', '\n').trim()).join('\n\n');
  const title = `${about.name} ${about.version}`;
  return { title, kind, text: text || (await readCredit(folder, about)) };
}

/** The copyright line of a package's main file, else its author: for packages without a licence. */
async function readCredit(folder: string, about: PackageFile): Promise<string> {
  const main = await readFile(join(folder, about.main ?? 'index.js'), 'utf8');
  const copyright = /Copyright [^\n*]*\d{4}[^\n*]*/.exec(main)?.[0].trim();
  const author = typeof about.author === 'object' ? about.author.name : about.author;
  return copyright ?? `By ${author ?? `the authors of ${about.name}`}.`;
}

/** The Apache licence out of a package that brings it whole, and the text of the MIT licence. */
async function standardTexts(licences: Licence[]): Promise<string> {
  const apache = licences.find(({ text }) => /Apache License\s+Version 2\.0.*APPENDIX/s.test(text));
  if (!apache) throw new Error('no dependency brings the text of the Apache License 2.0');
  const start = apache.text.search(/Apache License\s+Version 2\.0/);
  return `Apache-2.0\n\n${apache.text.slice(start)}\n${LINE}MIT\n\n${MIT}`;
}

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this
software and associated documentation files (the "Software"), to deal in the Software without
restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;
