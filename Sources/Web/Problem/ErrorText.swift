import LoanBook
import Storage

/// What may be said about an error in a log: errors of our own describe themselves without people or values; of
/// foreign ones only the type is told.
enum ErrorText {
    static func safe(_ error: any Error) -> String {
        switch error {
        case let error as StorageError: "\(error)"
        case let error as LoanBookError: "\(error.code): \(error)"
        default: "\(type(of: error))"
        }
    }
}
