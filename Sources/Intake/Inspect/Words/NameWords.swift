/// A name of a table or column as canonical words, whatever its language, case, accents and glue.
struct NameWords {
    /// What each part may mean; empty for a part that is in no lexicon.
    let parts: [Set<Word>]
    /// The parts as written, folded.
    let texts: [String]

    init(_ name: String) {
        var texts: [String] = []
        for piece in Self.pieces(name) {
            texts += Self.split(piece)
        }
        self.texts = texts
        parts = texts.map { Lexicon.words[$0] ?? [] }
    }

    /// Whether any part may mean `word`.
    func has(_ word: Word) -> Bool {
        parts.contains { $0.contains(word) }
    }

    /// How many parts stand for none of `words`.
    func rest(beyond words: Set<Word>) -> Int {
        parts.count { $0.isDisjoint(with: words) }
    }

    /// Lower case without accents, cut at blanks, punctuation, digits and camel humps.
    static func pieces(_ name: String) -> [String] {
        var result: [String] = []
        var current = ""
        var previous: Character = " "
        func flush() {
            if !current.isEmpty { result.append(current) }
            current = ""
        }
        for character in name {
            if character == "#" || character == "%" {
                flush()
                result.append(String(character))
            } else if character.isLetter {
                if character.isUppercase, previous.isLowercase { flush() }
                if previous.isNumber { flush() }
                current += folded(character)
            } else if character.isNumber {
                if previous.isLetter { flush() }
                current.append(character)
            } else {
                flush()
            }
            previous = character
        }
        flush()
        return result
    }

    /// Lower case without the accents of Spanish and Portuguese.
    private static func folded(_ character: Character) -> String {
        let lower = character.lowercased()
        return accents[lower] ?? lower
    }

    private static let accents: [String: String] = {
        var table: [String: String] = [:]
        let rows = [
            ("a", "áàâãä"), ("e", "éèêë"), ("i", "íìîï"), ("o", "óòôõöº"), ("u", "úùûü"), ("n", "ñ"), ("c", "ç"),
        ]
        for (plain, accented) in rows {
            for letter in accented { table[String(letter)] = plain }
        }
        return table
    }()

    /// A glued piece as two or three known words, where it can be cut so; else the piece.
    private static func split(_ piece: String) -> [String] {
        if Lexicon.words[piece] != nil || piece.utf8.count < 5 { return [piece] }
        let bytes = Array(piece.utf8)
        for cut in stride(from: bytes.count - 2, through: 2, by: -1) {
            let head = String(decoding: bytes[..<cut], as: UTF8.self)
            guard cut > 2, Lexicon.words[head] != nil else { continue }
            let tail = String(decoding: bytes[cut...], as: UTF8.self)
            if tail.utf8.count > 1, Lexicon.words[tail] != nil { return [head, tail] }
            for link in ["de", "do", "da", "del"] where tail.hasPrefix(link) {
                let rest = String(tail.dropFirst(link.count))
                if rest.utf8.count > 2, Lexicon.words[rest] != nil { return [head, rest] }
            }
        }
        return [piece]
    }
}
