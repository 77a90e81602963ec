/** Text made safe for HTML. */
export function escapeHtml(text: string): string {
  const codes: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (letter) => codes[letter] ?? letter);
}

const STYLE = `
:root { color-scheme: light dark; --page: #eef1f4; --card: #fff; --ink: #17222e; --soft: #566474;
  --line: #d4dbe2; --deep: #1d5c74; --on-deep: #fff; --warn: #8a4b08; --tint: #e3eef2; }
@media (prefers-color-scheme: dark) { :root { --page: #12181f; --card: #1b242d; --ink: #e6ecf2;
  --soft: #9dabb9; --line: #33404d; --deep: #6fb7cf; --on-deep: #0d1a20; --warn: #e7b26b; --tint: #20323b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.55 system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; }
header { background: var(--tint); border-bottom: 3px dashed var(--line); padding: 12px 0; }
header p { margin: 0 auto; max-width: 1080px; padding: 0 20px; color: var(--soft); }
header strong { color: var(--ink); }
main { margin: 28px auto 64px; max-width: 1080px; padding: 0 20px; }
main.narrow { max-width: 560px; }
h1 { font-size: 1.65rem; line-height: 1.2; margin: 0 0 8px; letter-spacing: -0.01em; }
h2 { font-size: 1.05rem; margin: 0 0 12px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 22px;
  margin-bottom: 20px; }
.columns { display: grid; gap: 20px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 330px), 1fr)); }
.soft { color: var(--soft); } .warn { color: var(--warn); } .small { font-size: 0.875rem; }
fieldset { border: 0; padding: 0; margin: 0 0 20px; } legend { font-weight: 600; padding: 0; margin-bottom: 8px; }
.choice { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; align-items: start;
  border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; margin-bottom: 8px; cursor: pointer; }
.choice:has(input:checked) { border-color: var(--deep); background: var(--tint); }
.choice:has(input:focus-visible) { outline: 3px solid var(--deep); outline-offset: 2px; }
.choice input { margin-top: 5px; accent-color: var(--deep); } .choice .small { grid-column: 2; }
button { font: inherit; font-weight: 600; border-radius: 9px; padding: 10px 18px; cursor: pointer;
  border: 1px solid var(--deep); background: var(--deep); color: var(--on-deep); min-height: 44px; }
button.quiet { background: transparent; color: var(--deep); }
button.inline { padding: 2px 10px; min-height: 32px; font-size: 0.875rem; font-weight: 500; }
button:focus-visible, a:focus-visible { outline: 3px solid var(--deep); outline-offset: 2px; }
.row { display: flex; flex-wrap: wrap; gap: 10px; align-items: end; }
label.field { display: grid; gap: 2px; font-size: 0.875rem; color: var(--soft); }
input[type=text], input[type=number], select { font: inherit; color: var(--ink); background: var(--page);
  border: 1px solid var(--line); border-radius: 8px; padding: 8px 10px; max-width: 100%; min-height: 44px; }
input[type=number] { width: 6.5em; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { text-align: left; font-size: 0.8125rem; color: var(--soft); font-weight: 500; }
th, td { padding: 7px 10px 7px 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
td form { display: inline; } .scroll { overflow-x: auto; } .right { text-align: right; }
nav { margin-bottom: 14px; } .columns .card { margin-bottom: 0; }
nav a { color: var(--deep); margin-right: 14px; } nav a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
meter { width: 100%; height: 14px; }
@media (max-width: 640px) {
  .stacked thead { display: none; }
  .stacked tr { display: flex; flex-wrap: wrap; gap: 2px 14px; padding: 10px 0; border-bottom: 1px solid var(--line); }
  .stacked td { border: 0; padding: 0; } .stacked td:nth-child(2), .stacked td:last-child { flex-basis: 100%; text-align: left; }
  .stacked td:first-child { order: 1; color: var(--soft); } .stacked td:nth-child(n + 3) { order: 2; }
  .stacked td:last-child { padding-top: 6px; }
}
`;

/** A whole page of the sandbox; `body` is HTML already. */
export function pageFrame(title: string, body: string, width: 'narrow' | 'wide'): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Strava sandbox</title><style>${STYLE}</style></head>
<body><header><p><strong>Strava sandbox (stand-in)</strong> — plays Strava on this computer.
Invented people, invented training; nothing leaves the machine.</p></header>
<main class="${width}">${body}</main></body></html>`;
}
