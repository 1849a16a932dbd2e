/// The fixed words of the pages in both languages.
enum PageText {
    /// The words for a template, by name.
    static func words(in language: Language) -> [String: String] {
        words.mapValues { $0.text(in: language) }
    }

    private static let words: [String: Bilingual] = frame.merging(landing) { first, _ in first }
        .merging(demo) { first, _ in first }

    private static let frame: [String: Bilingual] = [
        "otherLang": Bilingual(es: "en", en: "es"),
        "otherName": Bilingual(es: "English", en: "Español"),
        "footer": Bilingual(
            es: "Recaudo lee las copias de la app y nunca escribe en ella.",
            en: "Recaudo reads the app's backups and never writes to it."
        ),
    ]

    private static let landing: [String: Bilingual] = [
        "landingTitle": Bilingual(
            es: "Los datos de sus rutas, abiertos y cuadrados",
            en: "Your routes' data, open and reconciled"
        ),
        "landingLead": Bilingual(
            es: "Este servidor guarda el libro de sus rutas de cobro: préstamos, pagos, clientes, cuadres de caja y "
                + "hallazgos. Cada cifra de la app aparece junto a la recalculada. Para leerlo se necesita una llave.",
            en: "This server keeps the book of your collection routes: loans, payments, customers, cash boxes and "
                + "findings. Each figure of the app stands next to the recomputed one. Reading it takes an API key."
        ),
        "keyTitle": Bilingual(es: "Entre en tres pasos", en: "Get in with three commands"),
        "keyStep1": Bilingual(
            es: "En la máquina del servidor, cree una llave. Se muestra una sola vez.",
            en: "On the server's machine, make a key. It is shown once."
        ),
        "keyStep2": Bilingual(es: "Pida el resumen de la cartera.", en: "Ask for the portfolio summary."),
        "keyStep3": Bilingual(
            es: "Baje todos los préstamos en una tabla lista para Excel.",
            en: "Download all loans as a table ready for Excel in Spanish."
        ),
        "tenantName": Bilingual(es: "Mi empresa", en: "My company"),
        "keyLabel": Bilingual(es: "contabilidad", en: "bookkeeping"),
        "resourcesTitle": Bilingual(es: "Qué se puede leer", en: "What can be read"),
        "resourcesNote": Bilingual(
            es: "En páginas JSON, o completo en NDJSON, CSV y XLSX; con ?as_of=2026-11-24, como estaba ese día.",
            en: "In JSON pages, or whole as NDJSON, CSV and XLSX; with ?as_of=2026-11-24, as it stood on that day."
        ),
        "address": Bilingual(es: "Dirección", en: "Address"),
        "holds": Bilingual(es: "Contenido", en: "Contents"),
        "scope": Bilingual(es: "Permiso", en: "Scope"),
        "docsTitle": Bilingual(es: "Documentación", en: "Documentation"),
        "docsNote": Bilingual(
            es: "docs/api.md explica cada dirección con ejemplos; docs/errors.md, cada error y su remedio.",
            en: "docs/api.md explains each address with examples; docs/errors.md each error and its remedy."
        ),
    ]

    private static let demo: [String: Bilingual] = [
        "routesTitle": Bilingual(es: "Las cuentas de la app contra las nuestras", en: "The app's figures against ours"),
        "routesNote": Bilingual(
            es: "El saldo sale de sumar los pagos de cada préstamo; la caja, de encadenar los cuadres.",
            en: "Balances come from adding up each loan's payments; the box from chaining its settlements."
        ),
        "route": Bilingual(es: "Ruta", en: "Route"),
        "activeLoans": Bilingual(es: "Préstamos activos", en: "Active loans"),
        "balanceApp": Bilingual(es: "Saldo según la app", en: "Balance, app"),
        "balanceOurs": Bilingual(es: "Saldo recalculado", en: "Balance, recomputed"),
        "boxApp": Bilingual(es: "Caja según la app", en: "Cash box, app"),
        "boxOurs": Bilingual(es: "Caja recalculada", en: "Cash box, recomputed"),
        "arrearsTitle": Bilingual(es: "Quién va al día y quién no", en: "Who is on time and who is not"),
        "arrearsNote": Bilingual(
            es: "Saldo por cobrar según las cuotas vencidas y sin pagar de cada préstamo activo.",
            en: "Outstanding balance by the instalments due and unpaid on each active loan."
        ),
        "findingsTitle": Bilingual(es: "Lo que hay que mirar primero", en: "What to look at first"),
        "atStake": Bilingual(es: "en juego", en: "at stake"),
        "tickets": Bilingual(es: "Tiquetes", en: "Tickets"),
        "evidence": Bilingual(es: "Ver evidencia", en: "See evidence"),
        "apiTitle": Bilingual(es: "Pruebe la API ahora", en: "Try the API now"),
        "apiNote": Bilingual(
            es: "Esta llave de demostración ya funciona. Copie un comando, o abra el enlace: la página ya dejó lista "
                + "una sesión en este navegador, solo para leer y solo en este equipo.",
            en: "This demo key works already. Copy a command, or open the link: this page has set up a read-only "
                + "session in this browser, on this machine only."
        ),
        "loadedTitle": Bilingual(es: "Qué se cargó", en: "What was loaded"),
    ]
}
