/// Why an archive, or an entry of it, is refused.
public enum ZipError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is no zip archive, or is cut: its directory was not found.
    case notAnArchive
    /// The directory contradicts itself; the text says how.
    case malformed(String)
    /// It is one part of several.
    case multiPart
    /// There are more entries than ``Limits/archiveEntriesMax``.
    case tooManyEntries(count: UInt64, max: Int)
    /// All entries together would be larger than the reader allows.
    case tooLarge(total: UInt64, max: UInt64)
    /// The entry would grow more than ``Limits/archiveRatioMax`` times: a zip bomb.
    case suspiciousRatio(entry: String)
    /// The entry's name leads out of the archive, is absolute, or cannot be a path.
    case unsafeName(entry: String)
    /// Two entries have this name, or names that differ in case only.
    case duplicateName(entry: String)
    /// The entry is a symbolic link or a device.
    case notAFile(entry: String)
    /// The entry is encrypted.
    case encrypted(entry: String)
    /// The entry is compressed in a way other than deflate.
    case unsupportedMethod(entry: String, method: Int)
    /// The entry shares bytes with another one or with the directory.
    case overlap(entry: String)
    /// The entry's own header does not agree with the directory.
    case headerMismatch(entry: String)
    /// The entry's data is longer or shorter than stated.
    case wrongSize(entry: String)
    /// The entry's data is no valid deflate stream or is cut.
    case corruptData(entry: String)
    /// The entry's checksum does not match.
    case wrongChecksum(entry: String)

    /// What, where and what to do, in one or two sentences.
    public var description: String {
        switch self {
        case .notAnArchive: "This is no complete zip archive. Copy the file again, it may have been cut on the way."
        case .malformed(let how): "The zip archive contradicts itself: \(how). Make it again."
        case .multiPart: "This is one part of a split zip archive. Make a single one."
        case .tooManyEntries(let count, let max):
            "The zip archive has \(count) entries, more than \(max). Zip only the folders of the backup."
        case .tooLarge(let total, let max):
            "The zip archive would unpack to \(total) bytes, more than the \(max) allowed."
        case .suspiciousRatio(let entry): "\(entry): it would unpack to over \(Limits.archiveRatioMax) times its size."
        case .unsafeName(let entry): "\(entry): the name is not a path inside the archive."
        case .duplicateName(let entry): "\(entry): two entries have this name."
        case .notAFile(let entry): "\(entry): it is a link or a device, not a file."
        case .encrypted(let entry): "\(entry): it is encrypted. Make the archive without a password."
        case .unsupportedMethod(let entry, let method):
            "\(entry): compression method \(method) is not supported. Make an ordinary zip archive (deflate)."
        case .overlap(let entry): "\(entry): it shares its bytes with another entry."
        case .headerMismatch(let entry): "\(entry): its header does not agree with the archive's directory."
        case .wrongSize(let entry): "\(entry): its size is not the one stated."
        case .corruptData(let entry): "\(entry): its data is damaged. Copy the file again."
        case .wrongChecksum(let entry): "\(entry): its checksum does not match. Copy the file again."
        }
    }
}
