@main
struct Fiches {
  static func main() { print("fiches") }
}
