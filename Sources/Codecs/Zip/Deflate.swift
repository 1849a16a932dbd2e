import CZlib

/// Bytes made smaller and back, in zlib's format, for blobs that the book keeps.
public enum Deflate {
    /// `bytes` compressed at `level` 1 (fast) to 9 (small).
    /// - Throws: ``DeflateError``.
    public static func compress(_ bytes: [UInt8], level: Int = 6) throws(DeflateError) -> [UInt8] {
        precondition((1...9).contains(level), "a level is 1 to 9")
        var size = compressBound(uLong(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(size))
        let status = bytes.withUnsafeBufferPointer { input in
            output.withUnsafeMutableBufferPointer { buffer in
                compress2(buffer.baseAddress, &size, input.baseAddress, uLong(input.count), Int32(level))
            }
        }
        guard status == Z_OK else { throw .outOfMemory }
        output.removeLast(output.count - Int(size))
        return output
    }

    /// What `bytes` were before, at most `sizeMax` bytes.
    /// - Throws: ``DeflateError`` when they are damaged, cut, or would grow beyond `sizeMax`.
    public static func decompress(_ bytes: [UInt8], sizeMax: Int) throws(DeflateError) -> [UInt8] {
        var output: [UInt8] = []
        do {
            let inflater = try Inflater(isRaw: false)
            try inflater.feed(bytes) { piece in
                guard output.count + piece.count <= sizeMax else { throw DeflateError.tooLarge }
                output.append(contentsOf: piece)
            }
            guard inflater.isAtEnd else { throw DeflateError.truncated }
        } catch let error as DeflateError {
            throw error
        } catch {
            throw .corrupt
        }
        return output
    }

    /// `bytes` as a bare deflate stream, without zlib's head and checksum, as zip archives hold it.
    static func compressRaw(_ bytes: [UInt8]) throws(DeflateError) -> [UInt8] {
        let whole = try compress(bytes)
        // Two bytes of head and four of checksum surround the stream (RFC 1950).
        return Array(whole[2..<(whole.count - 4)])
    }
}

/// Why a deflate stream could not be read or written.
public enum DeflateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is damaged.
    case corrupt
    /// It is cut.
    case truncated
    /// It would grow beyond what the caller allows.
    case tooLarge
    /// zlib got no memory.
    case outOfMemory

    /// One sentence fragment.
    public var description: String {
        switch self {
        case .corrupt: "the compressed data is damaged"
        case .truncated: "the compressed data is cut"
        case .tooLarge: "the compressed data would grow beyond the limit"
        case .outOfMemory: "there is no memory for compression"
        }
    }
}

/// A CRC-32 that grows piece by piece.
struct Checksum {
    private(set) var value: UInt32 = 0

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        value = UInt32(truncatingIfNeeded: crc32_z(uLong(value), start, bytes.count))
    }
}

/// Owns one inflate state of zlib, which must not move in memory.
final class Inflater {
    private let stream: UnsafeMutablePointer<z_stream>
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    /// Whether the stream has ended by its own mark.
    private(set) var isAtEnd = false

    /// A state for a bare deflate stream (`isRaw`) or one in zlib's format.
    convenience init(isRaw: Bool) throws(DeflateError) {
        try self.init(windowBits: isRaw ? -MAX_WBITS : MAX_WBITS)
    }

    /// A state for the format that zlib tells by `windowBits`; 16 more than the largest window is gzip.
    init(windowBits: Int32) throws(DeflateError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, windowBits, ZLIB_VERSION, size) == Z_OK else {
            // `deinit` frees the state also when it was never started.
            throw .outOfMemory
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Inflates `input` to the last byte and hands over what comes out.
    /// - Throws: ``DeflateError`` when it is damaged or goes on behind its end; what `sink` throws.
    func feed(_ input: [UInt8], to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        var used = 0
        while used < input.count {
            guard !isAtEnd else { throw DeflateError.corrupt }
            let step = try inflateOnce(input, from: used)
            used += step.used
            if step.made > 0 {
                try buffer.withUnsafeBytes { try sink(UnsafeRawBufferPointer(rebasing: $0[..<step.made])) }
            }
            guard step.used > 0 || step.made > 0 || isAtEnd else { throw DeflateError.corrupt }
        }
        try drain(to: sink)
    }

    /// Inflates a part of `input` from `used` on and hands over what comes out; how much of the input it took.
    /// - Throws: ``DeflateError``; what `sink` throws.
    func step(_ input: [UInt8], from used: Int, to sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Int {
        let step = try inflateOnce(input, from: used)
        if step.made > 0 {
            try buffer.withUnsafeBytes { try sink(UnsafeRawBufferPointer(rebasing: $0[..<step.made])) }
        }
        guard step.used > 0 || step.made > 0 || isAtEnd else { throw DeflateError.corrupt }
        return step.used
    }

    /// Starts the next stream of the same format.
    func restart() throws(DeflateError) {
        isAtEnd = false
        guard inflateReset(stream) == Z_OK else { throw .corrupt }
    }

    /// Whether zlib refused the stream for a checksum or a length that is not true.
    var hasWrongChecksum: Bool {
        stream.pointee.msg.map { String(cString: $0).hasSuffix("check") } ?? false
    }

    /// Hands over what zlib still holds when its input is used up.
    private func drain(to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        while !isAtEnd {
            let step = try inflateOnce([], from: 0)
            guard step.made > 0 else { return }
            try buffer.withUnsafeBytes { try sink(UnsafeRawBufferPointer(rebasing: $0[..<step.made])) }
        }
    }

    private func inflateOnce(_ input: [UInt8], from used: Int) throws -> (used: Int, made: Int) {
        let status = input.withUnsafeBufferPointer { bytes in
            buffer.withUnsafeMutableBufferPointer { output in
                // zlib reads its input and never writes it, whatever its header says.
                stream.pointee.next_in = bytes.baseAddress.map { UnsafeMutablePointer(mutating: $0 + used) }
                stream.pointee.avail_in = UInt32(bytes.count - used)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                return inflate(stream, Z_NO_FLUSH)
            }
        }
        switch status {
        case Z_STREAM_END: isAtEnd = true
        case Z_OK, Z_BUF_ERROR: break
        case Z_MEM_ERROR: throw DeflateError.outOfMemory
        default: throw DeflateError.corrupt
        }
        return (input.count - used - Int(stream.pointee.avail_in), buffer.count - Int(stream.pointee.avail_out))
    }
}
