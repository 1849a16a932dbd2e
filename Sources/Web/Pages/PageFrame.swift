/// The frame that both pages share, as a Mustache template; `body` is the page itself.
enum PageFrame {
    static let template = """
        <!doctype html>
        <html lang="{{lang}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{title}}</title>
        <link rel="icon" href="data:,">
        <style>{{{css}}}</style>
        </head>
        <body>
        <header class="wrap top">
        <a class="mark" href="/?lang={{lang}}"><svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">\
        <rect width="22" height="22" rx="6" fill="#0a6b4d"/><path d="M6 15V7M11 15V10M16 15V5" stroke="#fff" \
        stroke-width="2.4" stroke-linecap="round"/></svg>Recaudo</a>
        <nav class="lang"><a href="/?lang={{t.otherLang}}" hreflang="{{t.otherLang}}" lang="{{t.otherLang}}">\
        {{t.otherName}}</a></nav>
        </header>
        <main class="wrap">
        {{>body}}
        </main>
        <footer><div class="wrap"><span>{{t.footer}}</span><span><a href="/healthz">/healthz</a> · \
        <a href="/readyz">/readyz</a></span></div></footer>
        </body>
        </html>

        """
}
