/// Every error that a request can meet.
///
/// The raw value is public contract, explained in docs/errors.md.
enum ProblemCode: String, Sendable, CaseIterable {
    case unknownPath = "request.unknown_path"
    case methodNotAllowed = "request.method_not_allowed"
    case unknownParameter = "request.unknown_parameter"
    case badParameter = "request.bad_parameter"
    case badCursor = "request.bad_cursor"
    case notAcceptable = "request.not_acceptable"
    case tooLarge = "request.too_large"
    case malformed = "request.malformed"
    case missingKey = "access.missing_key"
    case invalidKey = "access.not_authenticated"
    case insufficientScope = "access.missing_scope"
    case tooManyRequests = "access.too_many_requests"
    case recordNotFound = "record.not_found"
    case noTerms = "loan.no_schedule"
    case busy = "server.busy"
    case unavailable = "server.unavailable"
    case internalError = "server.internal"

    /// The HTTP status it is answered with.
    var status: Int {
        switch self {
        case .unknownParameter, .badParameter, .badCursor, .malformed: 400
        case .missingKey, .invalidKey: 401
        case .insufficientScope: 403
        case .unknownPath, .recordNotFound, .noTerms: 404
        case .methodNotAllowed: 405
        case .notAcceptable: 406
        case .tooLarge: 414
        case .tooManyRequests: 429
        case .busy, .unavailable: 503
        case .internalError: 500
        }
    }

    /// What kind of error it is, in a few words.
    var title: Bilingual {
        switch self {
        case .unknownPath: Bilingual(es: "No existe esa dirección", en: "No such address")
        case .methodNotAllowed: Bilingual(es: "Método no permitido", en: "Method not allowed")
        case .unknownParameter: Bilingual(es: "Parámetro desconocido", en: "Unknown parameter")
        case .badParameter: Bilingual(es: "Valor de parámetro no válido", en: "Parameter value not valid")
        case .badCursor: Bilingual(es: "Cursor no válido", en: "Cursor not valid")
        case .notAcceptable: Bilingual(es: "Formato no disponible", en: "Format not available")
        case .tooLarge: Bilingual(es: "Dirección demasiado larga", en: "Address too long")
        case .malformed: Bilingual(es: "Solicitud mal formada", en: "Malformed request")
        case .missingKey: Bilingual(es: "Falta la llave de acceso", en: "API key missing")
        case .invalidKey: Bilingual(es: "Llave de acceso no válida", en: "API key not valid")
        case .insufficientScope: Bilingual(es: "La llave no tiene el permiso", en: "The key lacks the scope")
        case .tooManyRequests: Bilingual(es: "Demasiadas solicitudes", en: "Too many requests")
        case .recordNotFound: Bilingual(es: "Registro no encontrado", en: "Record not found")
        case .noTerms: Bilingual(es: "El préstamo no tiene plan de cuotas", en: "The loan has no schedule")
        case .busy: Bilingual(es: "Servidor ocupado", en: "Server busy")
        case .unavailable: Bilingual(es: "Base de datos no disponible", en: "Database unavailable")
        case .internalError: Bilingual(es: "Error interno", en: "Internal error")
        }
    }
}
