extension ReaderFile {
    /// Hands over the whole file piece by piece, from the byte at `start` on.
    /// - Throws: ``IntakeError``, or what `body` throws.
    func pieces(from start: UInt64 = 0, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: Limits.pieceBytes, alignment: 16)
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
