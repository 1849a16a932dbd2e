/// Turns an error into the one line a person reads.
enum FailureText {
    /// What happened, without line breaks; never a type name or a trace.
    static func line(for error: any Error) -> String {
        "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

/// A failure whose text is already made for people.
struct PlainFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
