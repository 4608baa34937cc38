//! Parse, run, map the outcome to an exit code.

fn main() -> std::process::ExitCode {
    ansinh::cli::main()
}
