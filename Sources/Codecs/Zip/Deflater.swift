import CZlib

/// Owns one deflate state of zlib, which must not move in memory: a bare stream made piece by piece.
final class Deflater {
    private let stream: UnsafeMutablePointer<z_stream>
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// A state at `level` 1 (fast) to 9 (small).
    /// - Throws: ``DeflateError`` when there is no memory.
    init(level: Int32) throws(DeflateError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        let status = deflateInit2_(
            stream,
            level,
            Z_DEFLATED,
            -MAX_WBITS,
            8,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            size
        )
        // `deinit` frees the state also when it was never started.
        guard status == Z_OK else { throw .outOfMemory }
    }

    deinit {
        deflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Begins another stream.
    func reset() {
        deflateReset(stream)
    }

    /// Compresses `bytes` and appends what comes out, after the last ones all of it.
    /// - Throws: ``DeflateError`` when there is no memory.
    func feed(
        _ bytes: UnsafeRawBufferPointer,
        isLast: Bool,
        into output: inout [UInt8]
    ) throws(DeflateError) {
        precondition(bytes.count < Int(UInt32.max), "pieces are small")
        let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        // zlib reads its input and never writes it, whatever its header says.
        stream.pointee.next_in = start.map { UnsafeMutablePointer(mutating: $0) }
        stream.pointee.avail_in = UInt32(bytes.count)
        while true {
            let status = buffer.withUnsafeMutableBufferPointer { room in
                stream.pointee.next_out = room.baseAddress
                stream.pointee.avail_out = UInt32(room.count)
                return deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
            }
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw .outOfMemory }
            let made = buffer.count - Int(stream.pointee.avail_out)
            output.append(contentsOf: buffer[..<made])
            if status == Z_STREAM_END || (made < buffer.count && !isLast) { return }
            if made == 0, isLast { throw .corrupt }
        }
    }
}
