import Storage

/// The values of the page of a server in normal use.
struct LandingModel {
    let values: [String: Any]

    init(services: Services, language: Language, origin: String) async {
        let isUp = await Self.answers(services.database)
        let health =
            isUp
            ? Bilingual(es: "Funcionando: la base de datos responde", en: "Running: the database answers")
            : Bilingual(es: "La base de datos no responde", en: "The database does not answer")
        values = [
            "lang": language.rawValue,
            "title": "Recaudo",
            "t": PageText.words(in: language),
            "origin": origin,
            "down": !isUp,
            "health": health.text(in: language),
            "resources": Self.resources.map { resource in
                ["path": resource.path, "what": resource.what.text(in: language), "scope": resource.scope]
            },
        ]
    }

    private static func answers(_ database: Database) async -> Bool {
        do {
            try await Readiness.check(database)
            return true
        } catch {
            // The page says that the database is down; /readyz answers with the reason.
            return false
        }
    }

    private static let resources: [(path: String, what: Bilingual, scope: String)] = [
        (
            "/v1/portfolio",
            Bilingual(es: "Totales, mora y cada ruta", en: "Totals, arrears and each route"),
            "portfolio:read"
        ),
        (
            "/v1/loans",
            Bilingual(es: "Préstamos, su plan de cuotas y sus pagos", en: "Loans, their schedules and payments"),
            "portfolio:read"
        ),
        ("/v1/payments", Bilingual(es: "Pagos con su tiquete", en: "Payments with their tickets"), "payments:read"),
        (
            "/v1/customers",
            Bilingual(
                es: "Clientes; sus datos personales, con personal:read",
                en: "Customers; who they are, with personal:read"
            ),
            "customers:read"
        ),
        ("/v1/routes", Bilingual(es: "Rutas y sus políticas", en: "Routes and their policies"), "portfolio:read"),
        ("/v1/cash-boxes", Bilingual(es: "Cuadres de caja", en: "Cash box settlements"), "portfolio:read"),
        (
            "/v1/findings",
            Bilingual(es: "Lo que no cuadra, con evidencia", en: "What does not add up, with evidence"),
            "findings:read"
        ),
    ]
}
