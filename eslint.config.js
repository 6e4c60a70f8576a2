import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noExit = {
  selector: "CallExpression[callee.object.name='process'][callee.property.name='exit']",
  message: 'Set io.exitCode; process.exit cuts piped output short.',
};

export default defineConfig(
  globalIgnores(['dist', 'dist.next', 'coverage', '**/*.generated.*', 'test/fixtures']),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'no-control-regex': 'off',
      'no-restricted-syntax': ['error', noExit],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'gray-matter', message: 'card/frontmatter.ts is its one importer.' },
            { name: 'simple-git', message: 'repo/git.ts is its one importer.' },
          ],
        },
      ],
    },
  },
  { files: ['src/card/frontmatter.ts', 'src/repo/git.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['*.js', 'bundle/*.js'], languageOptions: { globals: { process: 'readonly', URL: 'readonly' } } },
  {
    files: ['bin/*.js', 'bundle/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { process: 'readonly', require: 'readonly', module: 'readonly', __dirname: 'readonly' },
    },
  },
);
