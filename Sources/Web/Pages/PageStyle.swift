/// The style sheet of the pages: system fonts, light and dark, readable from 320 pixels up.
///
/// No image, font or script is
/// loaded from anywhere.
enum PageStyle {
    static let css = base + header + figures + tables + findings + calls

    private static let base = """
        :root{--paper:#fbfbf9;--card:#fff;--ink:#15201b;--soft:#55635c;--line:#e2e6e1;--accent:#0a6b4d;--wash:#e8f3ee;
        --good:#0a6b4d;--bad:#b3261e;--badwash:#fcebe9;--warn:#8a5300;--warnwash:#fdf3e1;--code:#f1f3f0}
        @media(prefers-color-scheme:dark){:root{--paper:#101513;--card:#171e1b;--ink:#e7edea;--soft:#9fada6;--line:#2a342f;
        --accent:#5cc9a1;--wash:#16302a;--good:#5cc9a1;--bad:#ff9a90;--badwash:#3a1c1a;--warn:#f0bb66;--warnwash:#35280f;
        --code:#1d2622}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,
        "Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums}
        .wrap{max-width:1080px;margin:0 auto;padding:0 24px}
        a{color:var(--accent);text-underline-offset:3px}
        a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:4px}
        h1,h2,h3,p{margin:0}
        h1{font-size:clamp(1.75rem,1.2rem + 2.4vw,2.6rem);line-height:1.15;letter-spacing:-.02em;font-weight:700;
        text-wrap:balance}
        h2{font-size:1.3rem;line-height:1.3;letter-spacing:-.01em;font-weight:650}
        section{padding:36px 0 0}
        .lead{color:var(--soft);font-size:1.06rem;margin-top:12px;max-width:62ch}
        .note{color:var(--soft);font-size:.92rem;margin-top:4px;max-width:72ch}
        .num{text-align:right;white-space:nowrap}
        code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
        footer{margin-top:56px;border-top:1px solid var(--line);padding:20px 0 40px;color:var(--soft);font-size:.9rem}
        footer .wrap{display:flex;gap:8px 24px;flex-wrap:wrap;justify-content:space-between}

        """

    private static let header = """
        .top{display:flex;align-items:center;justify-content:space-between;gap:16px;padding-top:20px;padding-bottom:20px}
        .mark{font-weight:750;font-size:1.12rem;letter-spacing:-.01em;color:var(--ink);text-decoration:none;
        display:inline-flex;align-items:center;gap:10px}
        .mark svg{display:block}
        .lang{font-size:.92rem}
        .hero{padding:28px 0 8px}
        .tag{display:inline-flex;align-items:center;gap:8px;font-size:.86rem;color:var(--soft);border:1px solid var(--line);
        background:var(--card);border-radius:16px;padding:3px 12px;margin-bottom:18px}
        .dot{width:8px;height:8px;border-radius:50%;background:var(--good);flex:none}
        .dot.down{background:var(--bad)}

        """

    private static let figures = """
        .kpis{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:1px;background:var(--line);
        border:1px solid var(--line);border-radius:12px;overflow:hidden;margin-top:28px}
        .kpi{background:var(--card);padding:16px 18px}
        .kpi dt{color:var(--soft);font-size:.86rem}
        .kpi dd{margin:2px 0 0;font-size:clamp(1.2rem,1rem + .9vw,1.6rem);font-weight:680;letter-spacing:-.015em;white-space:nowrap}
        .kpi small{display:block;color:var(--soft);font-size:.86rem;font-weight:400;letter-spacing:0;white-space:normal}
        @media(max-width:640px){.kpis{grid-template-columns:repeat(2,minmax(0,1fr))}.kpi{padding:12px 14px}
        .kpi dd{font-size:1.12rem}}
        @media(max-width:480px){.kpis{grid-template-columns:1fr}
        .kpi{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 14px;align-items:baseline}.kpi dd{text-align:right}}
        dl{margin:0}
        .bars{margin-top:16px;display:grid;gap:10px}
        .bar{display:grid;grid-template-columns:minmax(110px,190px) 1fr minmax(120px,auto);gap:14px;align-items:center}
        .bar svg{display:block;width:100%;height:14px;border-radius:4px;background:var(--code)}
        .bar .name{font-size:.95rem}
        .bar .value{text-align:right;white-space:nowrap;font-weight:600}
        .bar small{color:var(--soft);font-weight:400;display:block;font-size:.82rem}
        .b0{fill:var(--good)}.b1{fill:#c98a1b}.b2{fill:#d4661f}.b3{fill:#c13b2c}.b4{fill:#8f2a35}
        .loaded{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:14px 32px;margin-top:14px}
        .loaded dt{color:var(--soft);font-size:.86rem}
        .loaded dd{margin:0;overflow-wrap:anywhere}

        """

    private static let tables = """
        .card{background:var(--card);border:1px solid var(--line);border-radius:12px;margin-top:16px;overflow:hidden}
        table{border-collapse:collapse;width:100%;font-size:.95rem}
        th{font-weight:550;color:var(--soft);font-size:.84rem;text-align:left;padding:10px 14px;
        border-bottom:1px solid var(--line);vertical-align:bottom}
        th.num{text-align:right}
        td{padding:12px 14px;border-bottom:1px solid var(--line);vertical-align:top}
        tbody tr:last-child td{border-bottom:0}
        tfoot td{border-top:1px solid var(--line);border-bottom:0;font-weight:650}
        td small{display:block;color:var(--soft);font-size:.82rem;font-weight:400}
        td:first-child{white-space:nowrap;font-weight:600}
        td small.ok,td small.no{font-size:.88rem;font-weight:600;white-space:nowrap}
        td small.ok{color:var(--good)}
        td small.no{color:var(--bad)}
        @media(max-width:760px){
        .wrap{padding-left:16px;padding-right:16px}
        thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        table,tbody,tfoot,tr,td{display:block}
        tr{padding:12px 16px;border-bottom:1px solid var(--line)}
        tbody tr:last-child{border-bottom:0}
        tfoot tr{border-top:1px solid var(--line);border-bottom:0}
        td,tfoot td{border:0;padding:3px 0;display:flex;justify-content:space-between;gap:16px;text-align:right}
        td:first-child{font-size:1.05rem;font-weight:650;text-align:left;padding-bottom:6px}
        td[data-label]::before{content:attr(data-label);color:var(--soft);font-weight:400;text-align:left;flex:0 1 auto}
        td small{text-align:right}
        td:first-child small{align-self:center}
        .bar{grid-template-columns:1fr auto;gap:4px 14px}
        .bar svg{grid-column:1/-1;grid-row:2}
        }

        """

    private static let findings = """
        .finds{list-style:none;margin:16px 0 0;padding:0;display:grid;gap:12px}
        .find{background:var(--card);border:1px solid var(--line);border-radius:10px;
        padding:14px 18px;display:grid;grid-template-columns:1fr auto;gap:4px 24px}
        .find .meta{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:6px 12px;align-items:center;font-size:.84rem;
        color:var(--soft)}
        .sev{font-weight:650;border-radius:5px;padding:1px 8px;background:var(--code);color:var(--ink)}
        .critical .sev{background:var(--badwash);color:var(--bad)}
        .warning .sev{background:var(--warnwash);color:var(--warn)}
        .find .amount{font-weight:680;font-size:1.08rem;white-space:nowrap;text-align:right}
        .find .amount small{display:block;font-weight:400;color:var(--soft);font-size:.8rem}
        .find .say{max-width:68ch}
        .tickets{grid-column:1/-1;font-size:.84rem;color:var(--soft);overflow-wrap:anywhere;margin-top:4px}
        @media(max-width:560px){.find{grid-template-columns:1fr}.find .amount{text-align:left}
        .find .amount small{display:inline;margin-left:8px}}

        """

    private static let calls = """
        .calls{display:grid;gap:14px;margin-top:16px}
        .call{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 18px}
        .call h3{font-size:1rem;font-weight:620;display:flex;flex-wrap:wrap;gap:4px 14px;justify-content:space-between}
        .call h3 a{font-weight:500;font-size:.92rem}
        pre{margin:10px 0 0;background:var(--code);border-radius:7px;padding:10px 12px;white-space:pre-wrap;
        overflow-wrap:anywhere;user-select:all;-webkit-user-select:all;line-height:1.5}
        .key{margin-top:14px}
        ol.steps{margin:14px 0 0;padding-left:1.3em;display:grid;gap:14px}
        ol.steps li::marker{color:var(--soft)}

        """
}
