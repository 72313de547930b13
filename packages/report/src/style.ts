/** The style of drawings, in a page or alone. */
export const DRAWING_STYLE = `
svg{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
svg text{font-size:12.5px;fill:#1c2422}svg .tick{fill:#5d6a66;font-size:11.5px}svg .yearname{font-weight:600;font-size:12px}
svg .light{fill:#fff;font-size:11.5px}svg .dark{fill:#2b2b2b;font-size:11.5px}svg .value{fill:#5d6a66}
.grid{stroke:#e9eeeb}.axis{stroke:#9aa6a1}.year{stroke:#cfd7d3;stroke-dasharray:2 3}
.bar{fill:#3f9a80}.bar.first{fill:#b5352b}.band{fill:#0d4a3a;fill-opacity:.28}.gap{fill:#fff}.whisker{stroke:#1c2422;stroke-width:1.4;opacity:.55}
.target{stroke:#b5352b;stroke-width:1.4;stroke-dasharray:6 4}
`

/** The style of a report, on a screen and on paper. */
export const STYLE: string = `
:root{--ink:#1c2422;--soft:#5d6a66;--line:#dfe4e1;--paper:#fff;--ground:#f4f6f5;--main:#1f7a63;--warn:#b5352b;--amber:#b87a0a}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:980px;margin:0 auto;padding:28px 20px 48px}
header{margin-bottom:22px}
.mark{margin:0;color:var(--main);font-weight:700;letter-spacing:.14em;text-transform:uppercase;font-size:12px}
h1{margin:2px 0 4px;font-size:30px;line-height:1.2}
h2{margin:0 0 4px;font-size:19px}h2::first-letter,h3::first-letter{text-transform:uppercase}
h3{margin:0;font-size:13px;font-weight:600;color:var(--soft)}
.facts,.lead{margin:0;color:var(--soft)}
.lead{margin-bottom:12px;max-width:46em;font-size:14px}
section{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:20px 24px;margin:0 0 18px}
.notice{background:#fdf3e3;border-left:4px solid var(--amber);margin:0 0 12px;padding:10px 14px;border-radius:4px}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(215px,1fr));gap:12px;margin-top:12px}
.card{border:1px solid var(--line);border-top:3px solid var(--line);border-radius:8px;padding:12px 14px}
.card.reached{border-top-color:var(--main)}.card.missed{border-top-color:var(--warn)}.card.open{border-top-color:var(--amber)}
.big{margin:2px 0;font-size:26px;font-weight:650;font-variant-numeric:tabular-nums;line-height:1.25}
.unit{font-size:14px;font-weight:500;color:var(--soft)}
.big .spread{display:block;font-size:13px;font-weight:400}
.spread{color:var(--soft);font-variant-numeric:tabular-nums}
.verdict{margin:6px 0 0;font-size:13px}.reached .verdict{color:var(--main)}.missed .verdict{color:var(--warn)}.open .verdict{color:var(--amber)}
.measure{margin:6px 0 0;font:11.5px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--soft);overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}
.periods{margin:4px 0;font-variant-numeric:tabular-nums}.periods th{font-weight:500;text-align:left;color:var(--soft);padding:1px 8px 1px 0}
.periods td{text-align:right;font-weight:600;padding:1px 0}.periods td+td{padding-left:14px}.periods td.spread{font-weight:400;padding-left:8px;white-space:nowrap;font-size:13px}
svg{display:block;width:100%;height:auto;overflow:visible}${DRAWING_STYLE}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 16px;margin:4px 0 12px;padding:0;font-size:13px;color:var(--soft)}
.swatch{display:inline-block;width:11px;height:11px;border-radius:2px;margin-right:6px}
.assumptions{font-size:12.5px;table-layout:fixed}.assumptions col:nth-child(1){width:29%}.assumptions col:nth-child(2){width:20%}.assumptions col:nth-child(3){width:14%}.assumptions col:nth-child(4){width:20%}.assumptions th{text-align:left;color:var(--soft);font-weight:600;padding:4px 8px 4px 0;border-bottom:1px solid var(--line)}
.assumptions .place{color:var(--ink);padding-top:12px;font-size:13.5px}
.assumptions td{padding:3px 10px 3px 0;vertical-align:top;border-bottom:1px solid #eef2f0;overflow-wrap:anywhere}
.assumptions .path{font:11.5px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}.note{color:var(--soft)}
.confidence{display:inline-block;border-radius:9px;padding:0 7px;font-size:11px;line-height:17px;background:#eceff0;color:#3c4744}
.announced,.reported{background:#d6ece4;color:#125241}.reference{background:#dfe9f4;color:#24496f}.derived{background:#efeaf7;color:#4b3c7a}.assumed{background:#fbeed5;color:#7a5207}
footer{color:var(--soft);font-size:12px;margin-top:8px;overflow-wrap:anywhere}
@media print{@page{margin:14mm}body{background:#fff;font-size:11pt}main{max-width:none;padding:0}section{border:0;border-top:1px solid var(--line);border-radius:0;padding:10px 0;margin:0}
section{break-inside:avoid}section.long{break-inside:auto}h2,.lead,.legend{break-after:avoid}svg,.card,tr{break-inside:avoid}.cards{grid-template-columns:repeat(3,1fr)}.assumptions{font-size:8.5pt}thead{display:table-header-group}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`
