/// The words of a person's name, by which two ways of writing it are compared.
public enum PersonWords {
    /// The words of `name` in lower case without accents, titles and the small words between names.
    public static func of(_ name: some StringProtocol) -> [String] {
        ReceiptLine.folded(name).split(separator: " ").map(String.init).filter { !small.contains($0) }
    }

    private static let small: Set<String> = [
        "de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "das", "don", "dona", "sr", "sra", "senor",
        "senora", "srta",
    ]
}
