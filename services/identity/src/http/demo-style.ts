/** The style sheet of the page of demo people, with the colours and sizes of the web app. */
export const STYLE = `:root {
  color-scheme: light dark;
  --page: #f3f5f7; --raised: #fff; --ink: #14202b; --soft: #4a5865; --border: #7a8794; --accent: #0b5cad; --brand: #0b3a66;
}
@media (prefers-color-scheme: dark) {
  :root { --page: #0c131b; --raised: #141d27; --ink: #eaf0f6; --soft: #a9b7c4; --border: #7f8e9c; --accent: #8cc2f5; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 Inter, system-ui, sans-serif; }
header { padding: 12px 24px; background: var(--brand); color: #fff; font-weight: 650; }
main { max-width: 1000px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { margin: 8px 0; font-size: 28px; line-height: 1.25; font-weight: 650; }
p { max-width: 65ch; margin: 0 0 16px; }
.note { margin-top: 24px; color: var(--soft); font-size: 14px; }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 290px), 1fr)); gap: 12px; margin: 24px 0; padding: 0; list-style: none; }
li { display: grid; }
button {
  display: grid; gap: 4px; align-content: start; min-height: 104px; padding: 16px; border: 1px solid var(--border);
  border-radius: 10px; background: var(--raised); color: inherit; font: inherit; text-align: start; cursor: pointer;
}
button b { font-size: 19px; line-height: 1.25; font-weight: 650; }
button span { color: var(--accent); font-weight: 500; }
button small { color: var(--soft); font-size: 14px; }
button:hover { border-color: var(--accent); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (prefers-contrast: more) { button { border-width: 2px; border-color: currentColor; } }
`;
