import Hummingbird
import LoanBook

/// Sends a file as it is read; the stream reads a few pieces ahead.
///
/// When reading fails half-way the body ends without its end mark, so that the client sees a broken transfer and never
/// takes a part for the whole.
enum FileBody {
    /// The body made of `stream`.
    ///
    /// The first piece is read here, so that a failure at the start is still answered as one.
    static func body(of stream: DocumentStream) async throws -> ResponseBody {
        let first = try await stream.next()
        return ResponseBody { writer in
            do {
                try await send(stream, beginningWith: first, to: &writer)
            } catch {
                await stream.close()
                throw error
            }
            try await writer.finish(nil)
        }
    }

    private static func send(
        _ stream: DocumentStream,
        beginningWith first: [UInt8]?,
        to writer: inout any ResponseBodyWriter
    ) async throws {
        var piece = first
        while let current = piece {
            try await writer.write(ByteBuffer(bytes: current))
            piece = try await stream.next()
        }
    }
}
