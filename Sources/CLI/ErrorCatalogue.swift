import Intake
import Storage

// What docs/errors.md says of the codes whose details are known in English only.

extension IntakeError.Code {
    /// What happened and what to do, in Spanish.
    var spanish: String {
        switch self {
        case .notFound: "No hay nada en esa ruta de archivo. Revísela."
        case .unreadable: "No se puede leer. Revise los permisos."
        case .notADatabase: "El archivo es de otra clase, o está cifrado. Saque la copia otra vez, sin cifrar."
        case .truncated: "El archivo está cortado. Cópielo otra vez del teléfono."
        case .damaged: "El archivo está dañado. Saque otra copia."
        case .needsJournal:
            "Los últimos cambios están en un archivo aparte. Cierre la app, o deje que ella saque la copia."
        case .tooLarge: "Un archivo, un valor o una cantidad pasa del límite que protege el equipo."
        case .foreign: "El archivo es de otra app o de otro formato. Elija el perfil correcto con --source."
        case .fileMissing: "Falta un archivo que el perfil exige. Agréguelo."
        case .emptied:
            "La copia perdió clientes o pagos que el libro tiene. Cópiela otra vez del teléfono; si se borraron a "
                + "propósito, agregue --accept-older."
        case .noRoutes: "No hay ninguna ruta ahí. Dé la carpeta que tiene los archivos de la ruta."
        case .unknownRoute: "La ruta pedida no está ahí."
        case .ambiguousRoute: "Un nombre de ruta sirve para dos. Cambie el nombre de una de las carpetas."
        case .routeKnown:
            "La ruta viene con otro nombre, pero sus clientes son de una ruta del libro. Cárguela en esa con --route, o "
                + "agregue --new-route si es una ruta aparte."
        case .archiveRefused: "El zip no se puede abrir sin riesgo. Empáquelo otra vez, sin enlaces ni contraseña."
        case .noBusinessDate: "No se puede saber de qué día es la copia."
        case .nothingMapped: "No se pudo leer ninguna fila: el archivo no es lo que dice su perfil."
        case .unknownProfile: "No hay un perfil con ese nombre."
        case .invalidProfile: "El perfil tiene un error. Corrija la línea que se nombra."
        }
    }
}

extension StorageError.Code {
    /// What to do, in English, where what the engine said cannot tell it.
    var remedy: String? {
        switch self {
        case .unavailable: nil
        case .damaged: "Check the path, or restore a copy."
        case .constraint: "Report it: it is a fault of ours."
        case .full: "Make room on the disk."
        case .busy: "Try again in a moment."
        case .wrongType: "Run recaudo verify."
        case .failed: "Try again; if it stays, report it."
        }
    }

    /// What happened and what to do, in Spanish.
    var spanish: String {
        switch self {
        case .unavailable: "No se puede abrir la base de datos. Revise la dirección o el servidor."
        case .damaged: "El archivo del libro está dañado o es de otro programa. Restaure un respaldo."
        case .constraint: "La base de datos rechazó una fila. Avise: es una falla nuestra."
        case .full: "El disco está lleno o es de solo lectura. Libere espacio."
        case .busy: "Otro programa ocupa la base de datos. Repita en un momento."
        case .wrongType: "Una columna no tiene lo que se espera. Ejecute recaudo verify."
        case .failed: "La base de datos informa una falla."
        }
    }
}
