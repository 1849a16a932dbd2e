/// Why a source was refused as a whole.
///
/// Nothing is written when one is thrown.
public struct IntakeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds a caller can tell apart; public contract, listed in docs/errors.md.
    public enum Code: String, Sendable, CaseIterable {
        /// There is nothing at the path.
        case notFound = "source.not_found"
        /// The path or file cannot be read, or no temporary copy can be made.
        case unreadable = "source.unreadable"
        /// The file is of another kind, or encrypted.
        case notADatabase = "source.not_a_database"
        /// The file ends too early.
        case truncated = "source.truncated"
        /// The file fails its own integrity check.
        case damaged = "source.damaged"
        /// The newest changes are in a journal beside the file.
        case needsJournal = "source.needs_journal"
        /// A file, value or count is over a limit.
        case tooLarge = "source.too_large"
        /// A sound file of another layout: what the profile requires is not there.
        case foreign = "source.foreign"
        /// A file that the profile requires is missing.
        case fileMissing = "source.file_missing"
        /// The copy lost the customers or the payments that the book holds.
        case emptied = "source.emptied"
        /// No route was found at the path.
        case noRoutes = "source.no_routes"
        /// The route asked for is not at the path.
        case unknownRoute = "source.unknown_route"
        /// A new name, and the customers of a route that the book has under another.
        case routeKnown = "source.route_known"
        /// Two routes of one name, or one name for several.
        case ambiguousRoute = "source.ambiguous_route"
        /// The archive breaks a rule of safe unpacking.
        case archiveRefused = "source.archive_refused"
        /// No day can be told for the snapshot.
        case noBusinessDate = "source.no_business_date"
        /// Every row was rejected, so the file is not what its profile says.
        case nothingMapped = "source.nothing_mapped"
        /// There is no such profile.
        case unknownProfile = "profile.unknown"
        /// The profile breaks a rule of its language.
        case invalidProfile = "profile.invalid"
    }

    /// Which kind.
    public let code: Code
    /// One line: what, where, what was expected, what to do.
    ///
    /// Holds nothing personal.
    public let message: String

    /// An error of kind `code`.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message alone; the code is for programs.
    public var description: String { message }
}
