/// One message of a chat that was exported as text.
public struct ChatMessage: Hashable, Sendable {
    /// The line it starts on, 1 first.
    public let line: Int
    /// The day it was sent, as written.
    public let date: ChatDate
    /// The time it was sent, in seconds since midnight.
    public let secondOfDay: Int
    /// Who sent it, as the phone names them; nil for a notice of the program.
    public let author: String?
    /// The text, its lines joined by `\n`, without the mark of an edited message.
    public let text: String
    /// Whether it was edited after it was sent.
    public let isEdited: Bool
}

/// Reads a WhatsApp chat as exported by Android or iOS, in Spanish or English, fed piece by piece.
///
/// Bytes that are not UTF-8 become replacement characters; messages are cut at ``Limits/chatMessageBytesMax``.
public struct ChatGrammar {
    private var lineBytes: [UInt8] = []
    private var line = 0
    private var header: ChatHeader?
    private var headerLine = 0
    private var content: [UInt8] = []
    /// What the dates so far tell about the order of day and month.
    public private(set) var order = ChatDateOrder()
    /// Lines before the first message.
    public private(set) var linesBefore = 0

    /// A grammar at the start of a file.
    public init() {}

    /// Reads the next `bytes` and hands over each message that is complete.
    /// - Throws: what `sink` throws.
    public mutating func feed(_ bytes: UnsafeRawBufferPointer, to sink: (ChatMessage) throws -> Void) rethrows {
        var start = 0
        while start < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
            let end = rest.firstIndex(of: 0x0A) ?? rest.count
            let room = max(0, Limits.chatMessageBytesMax - lineBytes.count)
            lineBytes.append(contentsOf: rest[..<min(end, room)])
            start += end + 1
            if end < rest.count { try endLine(sink) }
        }
    }

    /// Ends the file and hands over the last message.
    /// - Throws: what `sink` throws.
    public mutating func finish(_ sink: (ChatMessage) throws -> Void) rethrows {
        if !lineBytes.isEmpty { try endLine(sink) }
        try endMessage(sink)
    }

    private mutating func endLine(_ sink: (ChatMessage) throws -> Void) rethrows {
        line += 1
        if lineBytes.last == 0x0D { lineBytes.removeLast() }
        if let found = ChatHeader(lineBytes) {
            try endMessage(sink)
            header = found
            headerLine = line
            order.add(found)
            content.append(contentsOf: lineBytes[found.end...])
        } else if header == nil {
            linesBefore += 1
        } else if content.count + lineBytes.count < Limits.chatMessageBytesMax {
            content.append(0x0A)
            content.append(contentsOf: lineBytes)
        }
        lineBytes.removeAll(keepingCapacity: true)
    }

    private mutating func endMessage(_ sink: (ChatMessage) throws -> Void) rethrows {
        guard let header else { return }
        let (author, start) = Self.author(content)
        var text = String(decoding: content[start...], as: UTF8.self)
        content.removeAll(keepingCapacity: true)
        self.header = nil
        let isEdited = Self.dropEditedMark(&text)
        try sink(
            ChatMessage(
                line: headerLine,
                date: header.date,
                secondOfDay: header.secondOfDay,
                author: author,
                text: text,
                isEdited: isEdited
            )
        )
    }

    /// The name before the first `: ` of the first line, and where the text begins.
    private static func author(_ content: [UInt8]) -> (String?, Int) {
        var place = 0
        let end = min(content.count, Limits.chatAuthorBytesMax)
        while place < end, content[place] != 0x0A {
            let isLast = place + 1 == content.count || content[place + 1] == 0x0A
            if content[place] == 0x3A, place > 0, isLast || content[place + 1] == 0x20 {
                var cursor = ChatCursor(Array(content[..<place]))
                // People who are in no address book are shown with a tilde.
                if cursor.skip("~") { cursor.skipSpaces() }
                cursor.skipMarks()
                let name = String(decoding: content[cursor.place..<place], as: UTF8.self)
                return (name, min(content.count, isLast ? place + 1 : place + 2))
            }
            place += 1
        }
        return (nil, 0)
    }

    private static func dropEditedMark(_ text: inout String) -> Bool {
        for mark in ["<Se editó este mensaje.>", "<Se editó este mensaje>", "<This message was edited>"]
        where text.utf8.count >= mark.utf8.count && text.hasSuffix(mark) {
            text.removeLast(mark.count)
            while let last = text.unicodeScalars.last, last == " " || last == "\u{200E}" || last == "\u{A0}" {
                text.unicodeScalars.removeLast()
            }
            return true
        }
        return false
    }
}

/// What the dates of a whole chat tell about the order of day and month.
///
/// A number over 12 decides; else dates must not run backwards; else the way AM and PM are written; else day first.
public struct ChatDateOrder: Sendable {
    private var daySeen = 0
    private var monthSeen = 0
    private var backwardsDayFirst = 0
    private var backwardsMonthFirst = 0
    private var last: (dayFirst: Int, monthFirst: Int) = (0, 0)
    private var pointed = 0
    private var bare = 0

    init() {}

    mutating func add(_ header: ChatHeader) {
        if let hasPoints = header.halfDayHasPoints {
            if hasPoints { pointed += 1 } else { bare += 1 }
        }
        let date = header.date
        guard !date.isYearFirst else { return }
        if date.first > 12 { daySeen += 1 }
        if date.second > 12 { monthSeen += 1 }
        if let rank = date.parts(.dayFirst)?.rank {
            if rank < last.dayFirst { backwardsDayFirst += 1 }
            last.dayFirst = rank
        }
        if let rank = date.parts(.monthFirst)?.rank {
            if rank < last.monthFirst { backwardsMonthFirst += 1 }
            last.monthFirst = rank
        }
    }

    /// The order that fits best.
    public var verdict: ChatDate.Order {
        if daySeen != monthSeen { return daySeen > monthSeen ? .dayFirst : .monthFirst }
        if backwardsDayFirst != backwardsMonthFirst {
            return backwardsDayFirst < backwardsMonthFirst ? .dayFirst : .monthFirst
        }
        return bare > pointed ? .monthFirst : .dayFirst
    }

    /// Whether nothing in the file speaks for the verdict.
    public var isGuess: Bool {
        daySeen == monthSeen && backwardsDayFirst == backwardsMonthFirst && bare == pointed
    }
}
