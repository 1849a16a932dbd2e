import Lending
import LoanBook
import Simulator
import Storage
import Web

// What the errors of the lower floors say, in Spanish. Their own descriptions are English; codes are the same in both.

extension LoanBookError {
    /// The sentence of this error in Spanish.
    var spanish: String {
        switch self {
        case .unknownTenant(let name):
            "No hay empresa llamada \"\(name)\". Créela con --create, o revise el nombre: recaudo tenant list."
        case .tenantExists(let name):
            "Ya hay una empresa llamada \"\(name)\". Use esa, o elija otro nombre."
        case .badTenant(let field, let expected):
            "El dato \(field) de la empresa no sirve. [expected \(expected)]"
        case .olderSnapshot(let routes):
            "La copia es más vieja que el libro: \(routes.map(\.spanish).joined(separator: "; ")). No se cambió ningún "
                + "registro, y el rechazo queda como hallazgo. Cargue la copia más nueva; para devolverse a propósito, "
                + "agregue --accept-older."
        case .duplicateRecord(let entity, let id):
            "La copia trae \(entity) \(id) dos veces. No se escribió nada; el perfil debe dar a cada uno su clave."
        case .foreignRecord(let entity, let id):
            "La copia trae \(entity) \(id) por fuera de su ruta, cliente o préstamo. No se escribió nada."
        case .unknownSnapshot(let snapshot):
            "No hay una copia \(snapshot.text.prefix(40)). Vea las que hay: recaudo snapshot list."
        case .unknownFile(let snapshot, let file):
            "La copia \(snapshot.text) no tiene un archivo \"\(file)\". Vea los que tiene: recaudo snapshot list."
        case .fileExists(let path):
            "\(path) ya existe, y no se escribió nada. Elija una carpeta vacía, o mueva ese archivo."
        case .notWritten(let path, let reason):
            "\(path): no se pudo escribir. Elija una carpeta propia en un disco con espacio. [\(reason)]"
        case .damaged(let what):
            "El libro está dañado. Ejecute recaudo verify y restaure un respaldo. [\(what)]"
        }
    }
}

extension OlderRoute {
    fileprivate var spanish: String {
        given == known
            ? "la ruta \"\(name)\" es del \(given.dayMonthYearText), como el libro, pero le faltan los pagos más nuevos"
            : "la ruta \"\(name)\" es del \(given.dayMonthYearText), y el libro va en el \(known.dayMonthYearText)"
    }
}

extension AccessError {
    /// The sentence of this error in Spanish.
    var spanish: String {
        switch self {
        case .notAuthenticated:
            "La llave falta o no sirve. Cree otra: recaudo key create."
        case .missingScope(let scope):
            "La llave no tiene el permiso \(scope.rawValue). Use una que lo tenga."
        case .unknownScope:
            "Un permiso no existe. Use all, o una lista de: "
                + "\(APIScope.allCases.map(\.rawValue).joined(separator: ", "))."
        case .badLabel:
            "La etiqueta no sirve: va de 1 a \(APIKeys.labelMax) caracteres que digan quién usa la llave."
        case .expiresInThePast:
            "La llave vencería antes de empezar. Dé un día posterior."
        case .unknownKey(let id):
            "No hay una llave \(id.prefix(40)). Vea las que hay: recaudo key list."
        }
    }
}

extension ReadError {
    /// The sentence of this error in Spanish.
    var spanish: String {
        switch self {
        case .unknownFilter(let kind, let name):
            "\(kind.rawValue) no se puede filtrar por \"\(name.prefix(40))\". Los filtros son: "
                + "\(kind.filterNames.joined(separator: ", "))."
        case .badFilter(let name, let expected):
            "El valor del filtro \"\(name)\" no sirve. [expected \(expected)]"
        case .repeatedFilter(let name):
            "El filtro \"\(name)\" viene dos veces. Déjelo una sola vez."
        case .badCursor:
            "El cursor no es de esta lista. Empiece sin cursor."
        case .badLimit:
            "El límite va de 1 a \(ReadLimits.pageSizeMax)."
        case .unknownFormat:
            "El formato no existe. Use uno de: \(ExportFormat.names.joined(separator: ", "))."
        }
    }
}

extension WebError {
    /// The sentence of this error in Spanish.
    var spanish: String {
        switch self {
        case .portInUse(let host, let port):
            "Otro programa usa el puerto \(port) de \(host). Deténgalo, o elija otro puerto con --port."
        case .cannotListen(let host, let port, let reason):
            "No se puede atender en \(host), puerto \(port). Revise --host y --port. [\(reason)]"
        case .demoNotLocal(let host):
            "La demostración muestra un libro sin pedir llave, así que solo se atiende desde este equipo: \(host) se "
                + "alcanza desde otros. Use --host 127.0.0.1."
        case .demoKeyInvalid:
            "La llave de la demostración no es de su empresa. Cree una y empiece de nuevo."
        case .badPort(let port):
            "\(port) no es un puerto: va de 0 a 65535."
        }
    }
}

extension SimulationError {
    /// The sentence of this error in Spanish.
    var spanish: String {
        switch self {
        case .optionOutOfRange(let name, let value, let allowed):
            "\(name): \(value) no se puede; dé un número de \(allowed.lowerBound) a \(allowed.upperBound)."
        case .notWritten(let path, let reason):
            "\(path): no se pudo escribir. Elija una carpeta que exista o se pueda crear, con espacio. [\(reason)]"
        case .databaseRefused(let path, let reason):
            "\(path): SQLite no pudo escribirlo. Revise el espacio y los permisos, y repita. [\(reason)]"
        }
    }
}
