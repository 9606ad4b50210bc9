import type { Client } from '../persistence/identity-file.js';
import { roleInWords } from './role-words.js';

export const STYLE_PATH = '/sign-in.css';

/** The list of demo people, one button each. */
export function peoplePage(people: readonly Client[], action: string): string {
  return page(
    'Chọn người dùng thử',
    `<p>Hệ thống đang chạy thử trên máy này. Bấm vào một người để đăng nhập với vai trò của người đó.</p>
    <form method="post" action="${escaped(action)}">
      <ul>
${people.map(cardOf).join('\n')}
      </ul>
    </form>
    <p lang="en" class="note">Demo people of this machine: choose one to sign in. There are no passwords, so this page
      exists on the machine itself only.</p>`,
  );
}

/** The reason of a refusal in both languages. */
export function refusalPage(texts: { readonly vi: string; readonly en: string }): string {
  return page(
    'Chưa đăng nhập được',
    `<p>${escaped(texts.vi)}</p>
    <p lang="en" class="note">${escaped(texts.en)}</p>`,
  );
}

function cardOf({ id, name, agencyName, roles }: Client): string {
  const words = roles.map(({ role }) => roleInWords(role)).join(', ');
  return `        <li><button name="person" value="${escaped(id)}">
          <b>${escaped(name)}</b> <span>${escaped(words)}</span> <small>${escaped(agencyName ?? '')}</small>
        </button></li>`;
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · Một cửa</title>
    <link rel="stylesheet" href="${STYLE_PATH}" />
  </head>
  <body>
    <header>Một cửa</header>
    <main>
    <h1>${title}</h1>
    ${content}
    </main>
  </body>
</html>
`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ESCAPES[character]!);
