/// Why a simulation could not be run or written.
public enum SimulationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// An option lies outside what is allowed.
    case optionOutOfRange(name: String, value: Int, allowed: ClosedRange<Int>)
    /// A folder or file could not be written.
    case notWritten(path: String, reason: String)
    /// SQLite refused a statement.
    case databaseRefused(path: String, reason: String)

    /// The stable code, listed in docs/errors.md.
    public var code: String {
        switch self {
        case .optionOutOfRange: "simulate.option_out_of_range"
        case .notWritten: "simulate.not_written"
        case .databaseRefused: "simulate.database_refused"
        }
    }

    /// One line for a person.
    public var description: String {
        switch self {
        case .optionOutOfRange(let name, let value, let allowed):
            "\(name): \(value) is not allowed; give a number from \(allowed.lowerBound) to \(allowed.upperBound)."
        case .notWritten(let path, let reason):
            "\(path): could not be written (\(reason)); choose a folder that exists or can be made, with room on the disk."
        case .databaseRefused(let path, let reason):
            "\(path): SQLite could not write it (\(reason)); check room and rights on the disk and run it again."
        }
    }
}
