public import Codecs

/// Why a stored document could not be read back.
///
/// Names the field, never its value.
public struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of document: `loan`, `payment`, ….
    public let noun: String
    /// What is wrong with it.
    public let cause: JSONError

    /// One sentence.
    public var description: String { "The stored \(noun) document cannot be read: \(cause)." }

    /// Runs `body`, which reads a `noun` from `bytes`.
    static func reading<T>(
        _ noun: String,
        _ bytes: UnsafeRawBufferPointer,
        _ body: (inout JSONFieldReader) throws(JSONError) -> T
    ) throws(WireError) -> T {
        do throws(JSONError) {
            var reader = try JSONFieldReader(bytes)
            return try body(&reader)
        } catch {
            throw WireError(noun: noun, cause: error)
        }
    }
}

/// Runs `body`, which throws a ``WireError``, on the memory of `bytes`.
func withMemory<T>(
    of bytes: [UInt8],
    _ body: (UnsafeRawBufferPointer) throws(WireError) -> T
) throws(WireError) -> T {
    let result: Result<T, WireError> = bytes.withUnsafeBytes { memory in
        do throws(WireError) {
            return .success(try body(memory))
        } catch {
            return .failure(error)
        }
    }
    return try result.get()
}
