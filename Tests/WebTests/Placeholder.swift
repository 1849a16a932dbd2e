import Testing

@Test("the Web tests run")
func placeholder() {
    #expect(Bool(true))
}
