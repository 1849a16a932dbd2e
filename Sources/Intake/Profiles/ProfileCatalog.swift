import Foundation

/// Where profiles come from: the shipped ones by name, others by the path of a file.
public enum ProfileCatalog {
    /// The names of the shipped profiles.
    public static var names: [String] { ShippedProfiles.texts.keys.sorted() }

    /// The YAML of a shipped profile, as it stands in `profiles/`.
    public static func text(of name: String) -> String? { ShippedProfiles.texts[name] }

    /// The shipped profile called `name`.
    /// - Throws: ``IntakeError`` when there is none.
    public static func shipped(_ name: String) throws -> Profile {
        guard let text = text(of: name) else {
            throw IntakeError(
                .unknownProfile,
                "There is no source \"\(name)\". \(Suggestion.remedy(for: name, among: names)), "
                    + "or give the path of a profile (.yaml)."
            )
        }
        return try Profile(yaml: text, file: "\(name).yaml")
    }

    /// The shipped profile called `source`, or the one in the file at `source` when that ends in .yaml or .yml.
    /// - Throws: ``IntakeError`` or ``ProfileError``.
    public static func profile(_ source: String) throws -> Profile {
        guard source.hasSuffix(".yaml") || source.hasSuffix(".yml") else { return try shipped(source) }
        let name = URL(filePath: source).lastPathComponent
        guard let file = FileHandle(forReadingAtPath: source) else {
            throw IntakeError(.unknownProfile, "\(name) cannot be opened. Check the path of the profile.")
        }
        defer { file.closeFile() }
        let data = try file.read(upToCount: Limits.profileBytesMax + 1) ?? Data()
        guard data.count <= Limits.profileBytesMax, let text = String(validating: data, as: UTF8.self) else {
            throw IntakeError(
                .invalidProfile,
                "\(name) is no UTF-8 text of at most \(Limits.profileBytesMax) bytes. Give a profile in YAML."
            )
        }
        return try Profile(yaml: text, file: name)
    }
}
