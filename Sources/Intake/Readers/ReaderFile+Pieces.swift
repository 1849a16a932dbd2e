extension ReaderFile {
    /// Hands over the whole file piece by piece, from the byte at `start` on.
    /// - Throws: ``IntakeError``, or what `body` throws.
    func pieces(from start: UInt64 = 0, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let room = min(UInt64(Limits.pieceBytes), max(bytes, 16))
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(room), alignment: 16)
        defer { memory.deallocate() }
        var place = start
        while true {
            let count = try read(at: place, into: memory)
            guard count > 0 else { return }
            try body(UnsafeRawBufferPointer(rebasing: memory[..<count]))
            place += UInt64(count)
        }
    }
}
