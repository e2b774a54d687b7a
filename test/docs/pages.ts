import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Files under a folder that end so, as paths from the root. */
export const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !file.includes('node_modules'))
    .map((file) => join(folder, file))
    .sort();

const withoutCode = (page: string): string => page.replaceAll(/^( *)```[^]*?^\1```/gm, '');

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, title = ''] of withoutCode(page).matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = slugOf(title);
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again++) anchor = `${slug}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

const slugOf = (title: string): string =>
  title
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-');

/** Where the links of a page lead, inline or by reference, but for those out of the repository. */
export const linksOf = (page: string): string[] =>
  [
    ...withoutCode(page)
      .replaceAll(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^()\s]+)\)|^\[[^\]]+\]: (\S+)/gm),
  ]
    .map(([, inline = '', byReference = '']) => inline + byReference)
    .filter((link) => !/^[a-z][a-z\d+.-]*:/i.test(link));

/** Why a link of `file` leads nowhere; undefined if it does lead somewhere. */
export function faultOf(file: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : normalize(join(dirname(file), path));
  if (!existsSync(join(ROOT, target))) return `${file}: ${link}: there is no ${target}`;
  if (anchor === undefined || (target.endsWith('.md') && anchorsOf(read(target)).has(anchor)))
    return undefined;
  return `${file}: ${link}: ${target} has no such heading`;
}
