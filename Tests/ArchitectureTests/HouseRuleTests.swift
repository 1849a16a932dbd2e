import Foundation
import Testing

/// Calls that the house bans, the remedy, and the targets that may still make them.
private let banned: [(call: String, remedy: String, excused: Set<String>)] = [
    ("DateFormatter(", "write dates with CivilDate and Instant", []),
    ("ISO8601DateFormatter(", "write dates with CivilDate and Instant", []),
    ("Decimal(", "count minor units with Money", []),
    ("JSONEncoder(", "write with Codecs' JSONWriter", []),
    ("Task.detached", "use a task group or a Service", []),
    ("DispatchQueue.global", "use Machine's BlockingPool", []),
    ("fatalError(", "throw, or use precondition for our own bugs", []),
    ("try!", "throw", []),
    ("as!", "use as? and throw", []),
    ("Date()", "take the time from Machine's Clock", ["Machine"]),
    ("print(", "return text; only the command line prints", ["CLI"]),
    ("SELECT *", "name the columns", []),
]

@Test("no source file makes a banned call")
func bannedCalls() {
    for file in SourceTree.sources {
        for (index, line) in file.lines.enumerated() {
            let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
            for rule in banned where !rule.excused.contains(file.target) && contains(code, call: rule.call) {
                Issue.record("\(file.path):\(index + 1): \(rule.call) is banned; \(rule.remedy)")
            }
        }
    }
}

/// Whether `code` has `call` as a word of its own (`blueprint(` is not `print(`).
private func contains(_ code: Substring, call: String) -> Bool {
    guard let found = code.range(of: call) else { return false }
    guard found.lowerBound > code.startIndex else { return true }
    let before = code[code.index(before: found.lowerBound)]
    return !before.isLetter && !before.isNumber && before != "_" && before != "."
}

/// Files that may be longer than 300 lines, each with its reason.
private let longFiles: [String: String] = [:]

@Test("a source file has at most 300 lines")
func fileSizes() {
    for file in SourceTree.sources where longFiles[file.path] == nil {
        #expect(file.lines.count <= 301, "\(file.path) has \(file.lines.count) lines; split it by purpose")
    }
}

@Test("no source layout is known to code: names of source tables and columns live in profiles only")
func sourceNamesStayInProfiles() {
    let words = [
        "clientes", "abono", "pagos.db", "admin.db", "balancesrecogidos", "cedula", "diapago", "identificador",
    ]
    for file in SourceTree.sources
    where !["Simulator", "Lending"].contains(file.target) && !file.path.contains("Profiles/Shipped")
        && file.target != "CLI"
    {
        for (index, line) in file.lines.enumerated() {
            let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
            for word in words where code.contains("\"\(word)\"") {
                Issue.record("\(file.path):\(index + 1): \(word) belongs in a profile")
            }
        }
    }
}

@Test("nothing is left marked to be done later, and no machine path is in the tree")
func noLeftovers() {
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
    for file in SourceTree.sources + SourceTree.tests {
        for (index, line) in file.lines.enumerated() {
            for mark in marks where line.contains(mark) {
                Issue.record("\(file.path):\(index + 1): \(mark) is left in the code")
            }
            #expect(!line.contains("/wo" + "rk/"), "\(file.path):\(index + 1): a machine path")
        }
    }
}

@Test("every document has one title")
func oneTitlePerDocument() {
    for file in SourceTree.files(under: "docs", ending: ".md") {
        var inCode = false
        var titles = 0
        for line in file.lines {
            if line.hasPrefix("```") { inCode.toggle() }
            if !inCode, line.hasPrefix("# ") { titles += 1 }
        }
        #expect(titles == 1, "\(file.path) has \(titles) titles")
    }
}
