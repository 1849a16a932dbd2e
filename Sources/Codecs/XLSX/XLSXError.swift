/// Why a workbook cannot be read.
///
/// Never quotes a cell, because it may be personal.
public enum XLSXError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The archive holds no workbook.
    case notAWorkbook
    /// It is the binary kind of workbook (`.xlsb`).
    case binaryWorkbook
    /// A part that the workbook names is not there.
    case missing(part: String)
    /// A part is no XML of the kind it should be; the text says how, and in which cell where that is known.
    case malformed(part: String, String)
    /// A part declares a document type, which no spreadsheet program writes and entity bombs need.
    case documentType(part: String)
    /// Something is over a limit; the text says what.
    case tooLarge(part: String, String)

    /// One sentence fragment.
    public var description: String {
        switch self {
        case .notAWorkbook: "the archive holds no workbook"
        case .binaryWorkbook: "it is a binary workbook (.xlsb)"
        case .missing(let part): "\(ZipName.printable(part)) is missing"
        case .malformed(let part, let how): "\(ZipName.printable(part)): \(how)"
        case .documentType(let part): "\(ZipName.printable(part)) declares a document type, which is not allowed"
        case .tooLarge(let part, let what): "\(ZipName.printable(part)): \(what)"
        }
    }
}

/// Why bytes are not the XML that a workbook is made of; the part that holds them is added by who reads it.
enum XMLError: Error, Hashable {
    /// The text says what is wrong.
    case malformed(String)
    /// A document type is declared.
    case documentType
    /// Something is over a limit.
    case tooLarge(String)

    func inPart(_ part: String) -> XLSXError {
        switch self {
        case .malformed(let how): .malformed(part: part, how)
        case .documentType: .documentType(part: part)
        case .tooLarge(let what): .tooLarge(part: part, what)
        }
    }
}
