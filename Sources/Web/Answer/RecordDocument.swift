import HTTPTypes
import Hummingbird
import LoanBook

/// How every single record is answered: its document.
enum RecordDocument {
    /// Answers `call` with the record of `kind` that its path names.
    /// - Throws: ``Problem`` 404 when the tenant has no such record: another tenant's id is as unknown as a wrong one.
    static func answer(_ call: Call, _ kind: RecordKind) async throws -> Response {
        var parameters = try call.query()
        let asOf = try parameters.takeDate("as_of")
        try parameters.takeJSONFormat(call)
        try parameters.finish()
        let document = try await BookQueries(call.services.database).one(
            kind,
            id: call.id,
            tenant: call.tenant,
            asOf: asOf,
            people: call.principal.seesPeople ? .shown : .hidden
        )
        guard let document else { throw Problem.recordNotFound(kind) }
        return try await JSONAnswer.tagged(call) { document }
    }
}

/// An answer that is one JSON document.
enum JSONAnswer {
    /// Answers with what `make` makes, or with 304 when the client holds it.
    static func tagged(_ call: Call, _ make: () async throws -> [UInt8]) async throws -> Response {
        let tag = try await EntityTag.of(call, form: "document")
        if EntityTag.isHeld(tag, by: call.request) { return EntityTag.notModified(tag) }
        let bytes = try await make()
        return Response(
            status: .ok,
            headers: [.contentType: Format.json.contentType, .eTag: tag],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}

extension QueryParameters {
    /// Takes out `format`, of which a single document has only JSON.
    /// - Throws: ``Problem`` when another form is asked for.
    mutating func takeJSONFormat(_ call: Call) throws {
        if let name = take("format") {
            guard name == Format.json.rawValue else { throw Problem.onlyJSON }
            return
        }
        guard let accept = call.request.headers[.accept], !accept.isEmpty else { return }
        let isWelcome = AcceptRange.parse(accept).contains { range in
            range.quality > 0 && ["application/json", "application/*", "*/*"].contains(range.value)
        }
        guard isWelcome else {
            throw Problem(
                .notAcceptable,
                Bilingual(
                    es: "Esta dirección responde solo en application/json.",
                    en: "This address answers as application/json only."
                )
            )
        }
    }
}

extension Problem {
    /// The tenant has no record of this id.
    static func recordNotFound(_ kind: RecordKind) -> Problem {
        let spanish: String
        switch kind {
        case .routes: spanish = "una ruta"
        case .customers: spanish = "un cliente"
        case .loans: spanish = "un préstamo"
        case .payments: spanish = "un pago"
        case .settlements: spanish = "un cuadre"
        case .findings: spanish = "un hallazgo"
        case .receipts: spanish = "un recibo"
        }
        return Problem(
            .recordNotFound,
            Bilingual(
                es: "No hay \(spanish) con ese id en su libro, o no existía en esa fecha. Los ids salen de las listas.",
                en: "Your book has no \(kind.entity) of this id, or had none on that date. Ids come from the lists."
            )
        )
    }

    fileprivate static let onlyJSON = Problem(
        .badParameter,
        parameter: "format",
        Bilingual(
            es: "Esta dirección responde solo en format=json.",
            en: "This address answers as format=json only."
        ),
        allowed: [Format.json.rawValue]
    )
}
