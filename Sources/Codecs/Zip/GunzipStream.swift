import CZlib

/// Unpacks a gzip file (RFC 1952) as hostile input, fed piece by piece; it owns an inflate state.
///
/// Several members behind each other are one file; zeros may follow the last. Checksums and lengths are checked, and a
/// file that grows too much is refused while it grows. Whatever the sink got is to be thrown away when this throws.
public final class GunzipStream {
    private let inflater: Inflater
    private let bytesMax: UInt64
    private var place = Place.head(seen: 0)
    private var members = 0
    private var taken: UInt64 = 0
    private var made: UInt64 = 0

    private enum Place {
        /// Before a member, of whose mark so many bytes were seen.
        case head(seen: Int)
        case member
        case padding
    }

    /// A stream that may unpack to `bytesMax` bytes.
    /// - Throws: ``GzipError`` when there is no memory for it.
    public init(bytesMax: UInt64) throws(GzipError) {
        self.bytesMax = bytesMax
        do {
            inflater = try Inflater(windowBits: MAX_WBITS + 16)
        } catch {
            throw .outOfMemory
        }
    }

    /// Unpacks the next `piece` into `sink`.
    /// - Throws: ``GzipError``, or what `sink` throws.
    public func feed(_ piece: UnsafeRawBufferPointer, to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        let input = Array(piece)
        var used = 0
        while used < input.count {
            switch place {
            case .head(let seen): used += try head(input[used], seen, input, used, to: sink)
            case .member: used += try inflate(input, from: used, to: sink)
            case .padding:
                guard input[used] == 0 else { throw GzipError.trailing }
                used += 1
            }
        }
    }

    /// Ends the file.
    /// - Throws: ``GzipError`` when it is cut.
    public func finish() throws(GzipError) {
        switch place {
        case .head(seen: 0) where members > 0: return
        case .padding: return
        case .head where members == 0: throw .notGzip
        case .head, .member: throw .truncated
        }
    }

    /// Looks at one byte of a member's mark; the inflater gets it as well.
    private func head(
        _ byte: UInt8,
        _ seen: Int,
        _ input: [UInt8],
        _ used: Int,
        to sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        if seen == 0, byte == 0, members > 0 {
            place = .padding
            return 0
        }
        guard byte == (seen == 0 ? 0x1F : 0x8B) else { throw members == 0 ? GzipError.notGzip : GzipError.trailing }
        if seen == 0 {
            guard members < Limits.gzipMembersMax else { throw GzipError.tooManyMembers }
            if members > 0 { try inflater.restart() }
        }
        place = seen == 0 ? .head(seen: 1) : .member
        return try inflate([byte], from: 0, to: sink)
    }

    private func inflate(
        _ input: [UInt8],
        from used: Int,
        to sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        let step: Int
        do {
            step = try inflater.step(input, from: used) { bytes in
                made += UInt64(bytes.count)
                guard made <= bytesMax else { throw GzipError.tooLarge(max: bytesMax) }
                // What zlib took of this piece so far is not known in here; all of it is the most it can be.
                let takenMax = taken + UInt64(input.count - used)
                guard made <= Limits.archiveRatioFloor || made / Limits.archiveRatioMax <= takenMax else {
                    throw GzipError.suspiciousRatio
                }
                try sink(bytes)
            }
        } catch let error as DeflateError {
            throw error == .outOfMemory
                ? GzipError.outOfMemory : inflater.hasWrongChecksum ? GzipError.wrongChecksum : GzipError.corruptData
        }
        taken += UInt64(step)
        if inflater.isAtEnd {
            members += 1
            place = .head(seen: 0)
        }
        return step
    }
}

/// Why a gzip file is refused.
public enum GzipError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It does not begin as one.
    case notGzip
    /// It is damaged.
    case corruptData
    /// Its checksum or length does not match.
    case wrongChecksum
    /// It is cut.
    case truncated
    /// Something else stands behind its end.
    case trailing
    /// It has more than ``Limits/gzipMembersMax`` members.
    case tooManyMembers
    /// It would unpack to more than the reader allows.
    case tooLarge(max: UInt64)
    /// It grows more than ``Limits/archiveRatioMax`` times: a bomb.
    case suspiciousRatio
    /// There is no memory for it.
    case outOfMemory

    /// What is wrong and what to do, in one or two sentences.
    public var description: String {
        switch self {
        case .notGzip: "It is no gzip file. Give it the ending of what it is."
        case .corruptData: "Its data is damaged. Copy the file again."
        case .wrongChecksum: "Its checksum does not match. Copy the file again."
        case .truncated: "It is cut. Copy the file again."
        case .trailing: "Something else stands behind its end. Copy the file again."
        case .tooManyMembers: "It is made of over \(Limits.gzipMembersMax) parts. Compress the file again as one."
        case .tooLarge(let max): "It would unpack to more than the \(max) bytes allowed."
        case .suspiciousRatio: "It would unpack to over \(Limits.archiveRatioMax) times its size."
        case .outOfMemory: "There is no memory to unpack it."
        }
    }
}
