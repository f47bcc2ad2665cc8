/** The style of the HTML report. Text has at least 7:1 contrast in light and dark; nothing depends on colour alone. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --text: #1a1a1a; --soft: #f3f3f5; --line: #8a8a92; --link: #003e9c; --bad: #a30000; --middling: #8a3c00; --fair: #6b5300; --good: #00541f; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #131316; --text: #ececf0; --soft: #222227; --line: #77777f; --link: #a8c7ff; --bad: #ffb0a8; --middling: #ffbe85; --fair: #f0d060; --good: #8fe0a8; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 75rem; padding: 1rem; background: var(--ground); color: var(--text); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); text-decoration: underline; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
nav a { display: inline-block; min-height: 1.5rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.3rem; margin-top: 2.5rem; border-bottom: 1px solid var(--line); } h3 { font-size: 1.1rem; margin-top: 1.75rem; }
.lead { border: 1px solid var(--line); border-left: .6rem solid var(--line); padding: .25rem 1rem; background: var(--soft); }
.lead h2 { margin-top: .75rem; border: 0; font-size: 1.5rem; }
.lead.bad { border-left-color: var(--bad); } .lead.middling { border-left-color: var(--middling); } .lead.good { border-left-color: var(--good); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; overflow-wrap: normal; }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
th { background: var(--soft); }
code, pre { font: .9em/1.45 ui-monospace, monospace; }
pre { background: var(--soft); border: 1px solid var(--line); padding: .75rem; overflow-x: auto; }
details { border: 1px solid var(--line); padding: .4rem .75rem; margin: .5rem 0; }
details:target { outline: 3px solid var(--link); }
summary { cursor: pointer; min-height: 1.5rem; }
.chain { border-left: 3px solid var(--line); padding-left: 2rem; margin-left: .25rem; }
.chain li { padding: .15rem 0; }
.chain li + li::before { content: "↓"; display: block; line-height: 1; }
.gauge { vertical-align: middle; max-width: 100%; border: 1px solid var(--line); }
.gauge .track { fill: var(--ground); } .gauge.bad .points { fill: var(--bad); } .gauge.middling .points { fill: var(--middling); }
.gauge.fair .points { fill: var(--fair); } .gauge.good .points { fill: var(--good); } .gauge.bar .points { fill: var(--link); }
@media print {
  body { max-width: none; font-size: 10pt; } nav, .skip { display: none; } .scroll { overflow: visible; } pre { white-space: pre-wrap; }
  details::details-content { content-visibility: visible; display: block; } h2, h3, summary { break-after: avoid; }
}
`
